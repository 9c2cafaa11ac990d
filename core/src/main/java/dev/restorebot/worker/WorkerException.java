package dev.restorebot.worker;

/// An operation must stop: why, and the next move, both for people.
final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String hint;

  WorkerException(String reason, String hint) {
    super(reason);
    this.reason = reason;
    this.hint = hint;
  }

  WorkerException(String reason, String hint, Throwable cause) {
    this(reason, hint);
    initCause(cause);
  }

  String reason() {
    return reason;
  }

  String hint() {
    return hint;
  }
}
