package dev.restorebot.store;

/// Whether a bucket can still show what it held in the past.
public sealed interface Versioning {
  /// It keeps old versions of its objects.
  record Kept() implements Versioning {}

  /// It does not, or nobody can tell.
  ///
  /// @param why for people: `the bucket keeps no old versions`
  record NotKept(String why) implements Versioning {}
}
