package dev.restorebot.bot.chat.text;

import dev.restorebot.bot.chat.text.Piece.Style;
import dev.restorebot.bot.chat.text.Piece.Words;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads lines of a message: who is mentioned, what is a command, and what are somebody's own words, which are text whatever
/// they look like. Pure.
public final class Lines {
  private static final Pattern LABEL = Pattern.compile("(?:Warning|Next|By hand):(?= )");
  private static final String INDENT = "  ";

  private final Mentionable people;
  private final List<String> quotes;

  /// @param people who may be mentioned
  /// @param quotes somebody's own words
  public Lines(Mentionable people, List<String> quotes) {
    this.people = people;
    this.quotes = quotes.stream().filter(quote -> !quote.isBlank()).distinct().toList();
  }

  /// `text`, a single line: of fixed width if it begins with two spaces, otherwise a sentence.
  public Line read(String text) {
    if (text.startsWith(INDENT)) {
      return new Line(List.of(new Words(Visible.words(text.substring(INDENT.length())), Style.PLAIN)),
          Line.Setting.FIXED);
    }
    var label = LABEL.matcher(text);
    if (!label.lookingAt()) {
      return Line.prose(pieces(text));
    }
    return Line.prose(Stream.concat(Stream.of(new Words(label.group(), Style.BOLD)),
        pieces(text.substring(label.end())).stream()).toList());
  }

  /// What the line `text` consists of.
  public List<Piece> pieces(String text) {
    var quoted = quoted(text);
    var pieces = new ArrayList<Piece>();
    var from = 0;
    var found = people.form().names().matcher(text);
    while (found.find()) {
      var piece = piece(found.toMatchResult(), quoted);
      if (piece.isPresent()) {
        words(text, from, found.start(), quoted, pieces);
        pieces.add(piece.get());
        from = found.end();
      }
    }
    words(text, from, text.length(), quoted, pieces);
    return pieces;
  }

  private Optional<Piece> piece(MatchResult found, BitSet quoted) {
    var named = found.group("name");
    if (named != null) {
      var said = quoted.nextClearBit(found.start()) >= found.end();
      return said ? Optional.empty() : people.named(named).map(Piece.class::cast);
    }
    var touched = quoted.nextSetBit(found.start());
    return touched >= 0 && touched < found.end()
        ? Optional.empty()
        : Optional.of(new Words(Visible.words(found.group("command")), Style.CODE));
  }

  /// Adds what stands in `text` from `from` up to `to`.
  private static void words(String text, int from, int to, BitSet quoted, List<Piece> pieces) {
    var words = new StringBuilder();
    var at = from;
    while (at < to) {
      var inQuote = quoted.get(at);
      var change = inQuote ? quoted.nextClearBit(at) : quoted.nextSetBit(at);
      var end = change < 0 ? to : Math.min(change, to);
      var part = text.substring(at, end);
      words.append(inQuote ? Visible.quote(part) : Visible.words(part));
      at = end;
    }
    if (!words.isEmpty()) {
      pieces.add(new Words(words.toString(), Style.PLAIN));
    }
  }

  /// Which characters of `text` are somebody's own words.
  private BitSet quoted(String text) {
    var quoted = new BitSet(text.length());
    for (var quote : quotes) {
      for (var at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
        quoted.set(at, at + quote.length());
      }
    }
    return quoted;
  }
}
