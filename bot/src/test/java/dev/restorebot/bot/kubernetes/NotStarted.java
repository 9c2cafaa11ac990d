package dev.restorebot.bot.kubernetes;

/// Why a container cannot be started yet, as its state `waiting` says it.
final class NotStarted extends Exception {
  private final String reason;
  private final String message;

  NotStarted(String reason, String message) {
    super(message);
    this.reason = reason;
    this.message = message;
  }

  static NotStarted badConfiguration(String message) {
    return new NotStarted("CreateContainerConfigError", message);
  }

  String reason() {
    return reason;
  }

  String message() {
    return message;
  }
}
