package dev.restorebot.kind;

/// A fix-up cannot be done: what it would need or cause, for people. Nothing that goes live was changed.
public final class FixUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FixUpException(String message) {
    super(message);
  }
}
