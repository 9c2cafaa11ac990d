package dev.restorebot.kind;

/// How what was looked at is, the worst last but one.
public enum Condition {
  /// As it should be.
  FINE("fine"),
  /// It works with something wrong, or does not work with nothing lost.
  DEGRADED("degraded"),
  /// Data is gone or cannot be used.
  LOST("lost"),
  /// It could not be looked at, or not in time; that says nothing about it.
  UNKNOWN("unknown");

  private final String word;

  Condition(String word) {
    this.word = word;
  }

  /// Its name in messages.
  public String word() {
    return word;
  }
}
