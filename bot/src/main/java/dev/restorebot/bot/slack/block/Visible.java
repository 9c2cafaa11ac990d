package dev.restorebot.bot.slack.block;

import java.util.Locale;

/// Text in which nothing is hidden and nothing reorders its neighbours. Three rules:
///
/// - A character that cannot be seen (control characters, zero-width ones, joiners, tags, and the marks, embeddings, overrides
///   and isolates that set a direction) is written out, as in `[U+202E]`. A tab is a space, half a surrogate pair is U+FFFD.
/// - Letters that are written from right to left stay as they are, and what has some is put between U+2068 and U+2069, an
///   isolate of our own: the order inside has no effect outside. Nobody else's isolate can close it, since those are written out.
/// - A letter carries up to eight marks; more of them would cover the lines around it, and are left out.
final class Visible {
  /// First strong isolate.
  static final char ISOLATE = '\u2068';
  /// Pop directional isolate.
  static final char END_OF_ISOLATE = '\u2069';
  private static final int MARKS = 8;

  private Visible() {}

  /// Words of ours with names from outside among them: each word that is written from right to left is isolated.
  static String words(String text) {
    var visible = characters(text);
    if (!hasRightToLeft(visible)) {
      return visible;
    }
    var words = new StringBuilder();
    var from = 0;
    while (from < visible.length()) {
      var to = visible.indexOf(' ', from);
      to = to < 0 ? visible.length() : to + 1;
      var word = visible.substring(from, to);
      words.append(hasRightToLeft(word) ? isolated(word.stripTrailing()) + (word.endsWith(" ") ? " " : "") : word);
      from = to;
    }
    return words.toString();
  }

  /// Somebody's own words, isolated as a whole where some of them are written from right to left.
  static String quote(String text) {
    var visible = characters(text);
    return hasRightToLeft(visible) ? isolated(visible) : visible;
  }

  private static String isolated(String text) {
    return ISOLATE + text + END_OF_ISOLATE;
  }

  private static String characters(String text) {
    var visible = new StringBuilder(text.length());
    var marks = 0;
    for (var at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      var character = text.codePointAt(at);
      var type = Character.getType(character);
      marks = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK ? marks + 1 : 0;
      if (marks <= MARKS) {
        visible.append(shown(character, type));
      }
    }
    return visible.toString();
  }

  private static String shown(int character, int type) {
    return switch (type) {
      case Character.CONTROL -> character == '\t' ? " " : writtenOut(character);
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> writtenOut(character);
      case Character.SURROGATE -> "\uFFFD";
      default -> isBlankFiller(character) ? writtenOut(character) : Character.toString(character);
    };
  }

  /// Letters that look like nothing at all.
  private static boolean isBlankFiller(int character) {
    return character == 0x115F || character == 0x1160 || character == 0x3164 || character == 0xFFA0
        || character == 0x2800;
  }

  private static String writtenOut(int character) {
    return String.format(Locale.ROOT, "[U+%04X]", character);
  }

  private static boolean hasRightToLeft(String text) {
    return text.codePoints().map(Character::getDirectionality).anyMatch(
        direction -> direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
            || direction == Character.DIRECTIONALITY_ARABIC_NUMBER);
  }
}
