package dev.restorebot.bot.slack.block;

import dev.restorebot.bot.chat.text.Measure;

/// What Slack takes at most, and how much of it is used. Texts are measured as Slack keeps them: with `&`, `<` and `>` escaped.
public final class Limits {
  /// Blocks of a message.
  public static final int BLOCKS = 50;
  /// Blocks of a modal.
  public static final int MODAL_BLOCKS = 100;
  /// Text of one block.
  public static final int BLOCK_TEXT = 3000;
  /// Text of all blocks of a message.
  public static final int MESSAGE_TEXT = 12_000;
  /// Text of a header.
  public static final int HEADER = 150;
  /// Elements of one block of buttons.
  public static final int BUTTONS = 25;
  /// What a button says.
  public static final int LABEL = 75;
  /// What a button stands for.
  public static final int VALUE = 2000;
  /// The id of an action or a block.
  public static final int ID = 255;
  /// The title of a modal, and what its buttons say.
  public static final int MODAL_TITLE = 24;
  /// What a modal carries along unseen.
  public static final int METADATA = 3000;
  /// What stands above an input, and below it.
  public static final int INPUT_LABEL = 2000;
  /// What is shown in a notification.
  public static final int NOTIFICATION = 300;

  /// One line of a message; what is longer goes on in a file.
  static final int LINE = 1500;
  /// The body of a message, beside its headline.
  static final int BODY = MESSAGE_TEXT - LINE;
  /// Blocks of buttons in a message.
  static final int BUTTON_ROWS = 10;

  /// How texts are measured.
  static final Measure MEASURE = character -> switch (character) {
    case '&' -> 5;
    case '<', '>' -> 4;
    default -> 1;
  };

  private Limits() {}
}
