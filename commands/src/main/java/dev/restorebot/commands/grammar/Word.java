package dev.restorebot.commands.grammar;

import java.util.Locale;
import java.util.regex.Pattern;

/// One word of a command.
///
/// @param text the word without quotes; of an option, its normal form (`--dry-run`) without the value
/// @param place where it begins in what was typed, so that two equal words differ
record Word(String text, Form form, int place) {
  /// How a word was written.
  enum Form {
    /// As it is.
    BARE,
    /// In quotes; it may contain blanks.
    QUOTED,
    /// As the name of an option.
    OPTION,
    /// As the name of an option with `=` and a value, which is the next word.
    OPTION_WITH_VALUE
  }

  private static final Pattern DASHES = Pattern.compile("\\p{Pd}|\u2212");
  private static final int SHOWN = 40;

  /// The word with every dash a phone may have typed as a plain hyphen.
  String value() {
    return DASHES.matcher(text).replaceAll("-");
  }

  /// The word as one that belongs to the grammar, where case does not matter.
  String keyword() {
    return value().toLowerCase(Locale.ROOT);
  }

  /// True for the name of an option.
  boolean isOption() {
    return form == Form.OPTION || form == Form.OPTION_WITH_VALUE;
  }

  /// The word to show in a message: quoted, and cut when it is long.
  String shown() {
    return shown(text);
  }

  /// `text` to show in a message: quoted, and cut when it is long.
  static String shown(String text) {
    return "\"" + cut(text, SHOWN) + "\"";
  }

  /// `text`, or as many of its first characters as there is room for.
  static String cut(String text, int room) {
    return text.codePointCount(0, text.length()) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room)) + "…";
  }

  /// The word as it would be typed.
  @Override
  public String toString() {
    return switch (form) {
      case BARE, OPTION -> text;
      case OPTION_WITH_VALUE -> text + "=";
      case QUOTED -> text.contains("\"") ? "'" + text + "'" : "\"" + text + "\"";
    };
  }
}
