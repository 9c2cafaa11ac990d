package dev.restorebot.commands.grammar;

import java.util.Locale;

/// The characters a command may have. Everything blank becomes a plain space, invisible characters that come with
/// pasted text are dropped, and what could disguise or damage a message is refused.
final class Characters {
  /// The longest text that is read at all.
  static final int LIMIT = 2000;

  private Characters() {}

  /// `text` with nothing in it but visible characters and plain spaces.
  static Reading<String> visible(String text) {
    if (text.length() > LIMIT) {
      return Reading.wrong(
          String.format(Locale.ROOT, "That is %,d characters long, and a command may have %,d. Shorten the reason.",
              text.length(), LIMIT));
    }
    var visible = new StringBuilder();
    for (var at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      var character = text.codePointAt(at);
      if (isBlank(character)) {
        visible.append(' ');
      } else if (isRefused(character)) {
        return Reading.wrong(String.format(Locale.ROOT, "Character %d of the command is one that cannot be shown"
            + " (U+%04X). Type the command instead of pasting it.", at + 1, character));
      } else if (!isDropped(character)) {
        visible.appendCodePoint(character);
      }
    }
    return Reading.of(visible.toString());
  }

  private static boolean isBlank(int character) {
    return character == '\t' || character == '\n' || character == '\r' || Character.isSpaceChar(character);
  }

  private static boolean isRefused(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> true;
      case Character.FORMAT -> !isDropped(character);
      default -> false;
    };
  }

  /// Zero-width space, word joiner and byte order mark: web pages and editors leave them behind, and nobody sees them.
  private static boolean isDropped(int character) {
    return character == 0x200B || character == 0x2060 || character == 0xFEFF;
  }
}
