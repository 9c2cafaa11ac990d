package dev.restorebot.readiness;

import java.util.Optional;

/// One thing that a restore needs, and whether it is there.
///
/// @param what the thing: `Secret forum-s3-credentials, entry access-key`
/// @param detail what was seen
/// @param next the next move; empty if there is none to make
public record Requirement(String what, Status status, String detail, String next) {
  /// Whether it is there.
  public enum Status {
    /// It is.
    THERE,
    /// It is, or need not be; a person should know something about it.
    DOUBTFUL,
    /// It is not: a restore would stop there.
    MISSING
  }

  static Requirement there(String what, String detail) {
    return new Requirement(what, Status.THERE, detail, "");
  }

  static Requirement doubtful(String what, String detail, String next) {
    return new Requirement(what, Status.DOUBTFUL, detail, next);
  }

  /// @param value what stands in the entry, if it is there
  static Requirement secret(String namespace, String secret, String entry, Optional<String> value, String next) {
    var what = "Secret " + secret + ", entry " + entry;
    return value.isPresent()
        ? there(what, "set")
        : missing(what, "the Secret is not in namespace " + namespace + ", or has no such entry", next);
  }

  static Requirement missing(String what, String detail, String next) {
    return new Requirement(what, Status.MISSING, detail, next);
  }
}
