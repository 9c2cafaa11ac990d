package dev.restorebot.cluster;

/// The cluster did not answer or refused: what was tried on what, and why it failed. Holds no secret.
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whether asking again may help.
  public enum Kind {
    /// The cluster did not answer.
    UNAVAILABLE,
    /// The cluster answered, and the answer will stay the same until somebody changes something.
    REFUSED
  }

  private final Kind kind;

  /// The cluster refused.
  public ClusterException(String message) {
    super(message);
    this.kind = Kind.REFUSED;
  }

  public ClusterException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// Whether asking again may help.
  public Kind kind() {
    return kind;
  }

  /// What to do next.
  public String next() {
    return switch (kind) {
      case UNAVAILABLE -> "Try again when the cluster answers.";
      case REFUSED -> "Try again when that is put right.";
    };
  }
}
