package dev.restorebot.worker;

import org.jspecify.annotations.Nullable;

/// An operation must stop: why, and the next move, both for people.
final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String hint;
  private final boolean untouched;

  WorkerException(String reason, String hint) {
    this(reason, hint, null, false);
  }

  WorkerException(String reason, String hint, Throwable cause) {
    this(reason, hint, cause, false);
  }

  private WorkerException(String reason, String hint, @Nullable Throwable cause, boolean untouched) {
    super(reason, cause);
    this.reason = reason;
    this.hint = hint;
    this.untouched = untouched;
  }

  /// The same, thrown before the operation had moved anything.
  WorkerException beforeAnythingMoved() {
    return new WorkerException(reason, hint, this, true);
  }

  /// True if it is known that the operation moved nothing.
  boolean untouched() {
    return untouched;
  }

  String reason() {
    return reason;
  }

  String hint() {
    return hint;
  }
}
