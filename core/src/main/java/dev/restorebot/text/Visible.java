package dev.restorebot.text;

import java.util.Locale;
import java.util.regex.Pattern;

/// Text of one line in which nothing is hidden and nothing reorders its neighbours. Every front end shows text through this, when
/// it is shown: what is stored stays as it was. Pure, thread-safe. Four rules:
///
/// - A line break is the sign `↵`, so that a text makes no line of its own. A tab is a space.
/// - A character that cannot be seen (control characters, zero-width ones, joiners, tags, and the marks, embeddings, overrides
///   and isolates that set a direction) is written out, as in `[U+202E]`. Half a surrogate pair is U+FFFD.
/// - Where isolates are understood ([#words], [#quote]), letters that are written from right to left stay as they are, and what
///   has some is put between U+2068 and U+2069, an isolate of our own: the order inside has no effect outside. Nobody else's
///   isolate can close it, since those are written out.
/// - A letter carries up to eight marks; more of them would cover the lines around it, and are left out.
public final class Visible {
  /// First strong isolate.
  public static final char ISOLATE = '\u2068';
  /// Pop directional isolate.
  public static final char END_OF_ISOLATE = '\u2069';
  private static final int MARKS = 8;
  private static final int KEY_SHOWN = 120;
  private static final Pattern BREAK = Pattern.compile(" *(?:\\r\\n|\\n|\\r) *");
  private static final String BREAK_SIGN = " ↵ ";

  private Visible() {}

  /// Words of ours with names from outside among them: each word that is written from right to left is isolated.
  public static String words(String text) {
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
  public static String quote(String text) {
    var visible = characters(text);
    return hasRightToLeft(visible) ? isolated(visible) : visible;
  }

  /// For terminals and pictures, which know no isolates: every character has a place of its own, and every space is a plain one.
  public static String line(String text) {
    var line = new StringBuilder(text.length());
    characters(text).codePoints()
        .forEach(character -> line.appendCodePoint(Character.isSpaceChar(character) ? ' ' : character));
    return line.toString();
  }

  /// `text` without line breaks, for lists whose elements are told apart by them; otherwise as it was.
  public static String unbroken(String text) {
    return BREAK.matcher(text).replaceAll(BREAK_SIGN);
  }

  /// JSON that says the same with every character escaped that cannot be seen.
  ///
  /// @param json on one line; such characters are in its texts alone
  public static String json(String json) {
    var escaped = new StringBuilder(json.length());
    json.codePoints().forEach(character -> {
      if (isSeen(character)) {
        escaped.appendCodePoint(character);
      } else {
        for (var unit : Character.toChars(character)) {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    });
    return escaped.toString();
  }

  private static boolean isSeen(int character) {
    return shown(character, Character.getType(character)).equals(Character.toString(character));
  }

  private static String isolated(String text) {
    return ISOLATE + text + END_OF_ISOLATE;
  }

  private static String characters(String broken) {
    var text = unbroken(broken);
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

  /// `key`, or another name from outside, as it can be shown: what is invisible or changes how text looks as `\\uXXXX`, and not too much of it.
  public static String key(String key) {
    var text = new StringBuilder();
    key.codePoints().limit(KEY_SHOWN).forEach(point -> {
      if (point == '\\') {
        text.append("\\\\");
      } else if (plain(point)) {
        text.appendCodePoint(point);
      } else {
        text.append(String.format("\\u%04X", point));
      }
    });
    return key.codePointCount(0, key.length()) > KEY_SHOWN ? text + "…" : text.toString();
  }

  private static boolean plain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
        false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
