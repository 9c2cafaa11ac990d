package dev.restorebot.bot.slack.block;

/// What a modal asks.
public enum Question {
  /// To type the name of the service, and a reason, before something that cannot be taken back.
  CONFIRM("restorebot:confirm"),
  /// For the reason to pass a gate alone.
  BREAK_GLASS("restorebot:break-glass");

  private final String callbackId;

  Question(String callbackId) {
    this.callbackId = callbackId;
  }

  /// What Slack calls the modal when it is submitted.
  public String callbackId() {
    return callbackId;
  }
}
