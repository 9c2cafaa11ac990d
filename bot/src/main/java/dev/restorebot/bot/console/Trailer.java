package dev.restorebot.bot.console;

/// How a conversation over a socket ends: a character that no text can hold, the status, and a line break.
final class Trailer {
  static final char END_OF_TEXT = '\u0003';

  private Trailer() {}

  static String of(int status) {
    return END_OF_TEXT + Integer.toString(status) + "\n";
  }
}
