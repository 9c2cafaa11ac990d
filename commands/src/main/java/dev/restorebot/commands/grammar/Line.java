package dev.restorebot.commands.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a line into words, which are kept as typed but for quotes and the dashes of options. Phones turn `--` into a
/// long dash and straight quotes into curly ones; both are read as what they were.
///
/// Confined to one thread.
final class Line {
  private static final String DOUBLE_QUOTES = "\"“”„‟«»";
  private static final String SINGLE_QUOTES = "'‘’‚";

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private Line(String text) {
    this.text = text;
  }

  /// The words of `text`, whose only blanks are plain spaces.
  static Reading<List<Word>> words(String text) {
    return new Line(text).cut();
  }

  private Reading<List<Word>> cut() {
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      if (isOption()) {
        option();
      } else if (opens(DOUBLE_QUOTES) || (opens(SINGLE_QUOTES) && closing(SINGLE_QUOTES) > 0)) {
        var quotes = opens(DOUBLE_QUOTES) ? DOUBLE_QUOTES : SINGLE_QUOTES;
        var end = closing(quotes);
        if (end < 0) {
          return Reading.wrong("The quote before " + Word.shown(text.substring(at + 1)) + " is not closed."
              + " Put one at the end of the reason too, with a space after it if more follows.");
        }
        words.add(new Word(text.substring(at + 1, end).strip(), Word.Form.QUOTED, at));
        at = end + 1;
      } else {
        var end = text.indexOf(' ', at) < 0 ? text.length() : text.indexOf(' ', at);
        words.add(new Word(text.substring(at, end), Word.Form.BARE, at));
        at = end;
      }
    }
    return Reading.of(List.copyOf(words));
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean isOption() {
    var name = afterDashes();
    return name > at && name < text.length() && Character.isLetter(text.codePointAt(name));
  }

  private int afterDashes() {
    var end = at;
    while (end < text.length() && isDash(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDash(char character) {
    return Character.getType(character) == Character.DASH_PUNCTUATION || character == '\u2212';
  }

  private void option() {
    var start = at;
    var end = afterDashes();
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '=') {
      end++;
    }
    var valued = end + 1 < text.length() && text.charAt(end) == '=' && text.charAt(end + 1) != ' ';
    var name = new Word(text.substring(afterDashes(), end), Word.Form.BARE, start).value().toLowerCase(Locale.ROOT);
    words.add(new Word("--" + name, valued ? Word.Form.OPTION_WITH_VALUE : Word.Form.OPTION, start));
    at = end < text.length() && text.charAt(end) == '=' ? end + 1 : end;
    if (valued && isOption()) {
      bareValue();
    }
  }

  /// A value that begins with a dash is still a value.
  private void bareValue() {
    var end = text.indexOf(' ', at) < 0 ? text.length() : text.indexOf(' ', at);
    words.add(new Word(text.substring(at, end), Word.Form.BARE, at));
    at = end;
  }

  private boolean opens(String quotes) {
    return quotes.indexOf(text.charAt(at)) >= 0;
  }

  /// Where the quote that opens here is closed: at the next one before a blank or the end, so that an apostrophe inside
  /// a word closes nothing.
  private int closing(String quotes) {
    for (var end = at + 1; end < text.length(); end++) {
      var last = end + 1 == text.length() || text.charAt(end + 1) == ' ';
      if (last && quotes.indexOf(text.charAt(end)) >= 0) {
        return end;
      }
    }
    return -1;
  }
}
