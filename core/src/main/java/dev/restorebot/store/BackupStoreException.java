package dev.restorebot.store;

/// A backup store could not be read: what was tried on what, why it failed, and the next move. Holds no secret.
public final class BackupStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whether asking again may help.
  public enum Kind {
    /// The store did not answer, or broke off, or is overloaded.
    UNAVAILABLE,
    /// The store answered, and the answer will stay the same until somebody changes something.
    REFUSED
  }

  private final Kind kind;

  public BackupStoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public BackupStoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// Whether asking again may help.
  public Kind kind() {
    return kind;
  }
}
