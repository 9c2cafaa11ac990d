package dev.restorebot.bot.chat;

/// What a form asks.
///
/// The words are in forms that people have open while the bot is updated, so they stay.
public enum Question {
  /// To type the name of the service, and a reason, before something that cannot be taken back.
  CONFIRM("confirm", 1),
  /// For the reason to pass a gate alone.
  BREAK_GLASS("break-glass", 10);

  /// The longest reason.
  public static final int REASON_MOST = 500;
  /// The longest text that is typed to confirm.
  public static final int TYPED_MOST = 200;

  private final String word;
  private final int reasonLeast;

  Question(String word, int reasonLeast) {
    this.word = word;
    this.reasonLeast = reasonLeast;
  }

  /// What to call it where a chat carries it along.
  public String word() {
    return word;
  }

  /// The fewest characters of a reason.
  public int reasonLeast() {
    return reasonLeast;
  }

  /// True if the name of the service is to be typed.
  public boolean asksForTheName() {
    return this == CONFIRM;
  }
}
