package dev.restorebot.bot.chat.text;

import dev.restorebot.bot.chat.text.Piece.Style;
import dev.restorebot.bot.chat.text.Piece.Words;
import dev.restorebot.text.Visible;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a chat counts text against its limits; what is too long is shortened by that. Pure.
@FunctionalInterface
public interface Measure {
  /// What a mention takes beside its id, at most.
  int AROUND_A_MENTION = 10;
  /// What stands for what was left out.
  String MARK = "…";

  /// How much of a limit one character takes, at least one.
  int cost(char character);

  /// How much of a limit `text` takes.
  default int cost(String text) {
    var cost = 0;
    for (var at = 0; at < text.length(); at++) {
      cost += cost(text.charAt(at));
    }
    return cost;
  }

  /// How much of a limit a piece of a line takes.
  default int cost(Piece piece) {
    return switch (piece) {
      case Words(var text, _) -> cost(text);
      case Piece.Mention(_, var id) -> id.length() + AROUND_A_MENTION;
    };
  }

  /// How much of a limit `line` takes, with its end.
  default int cost(Line line) {
    return line.pieces().stream().mapToInt(this::cost).sum() + 1;
  }

  /// `text` if it costs no more than `limit`; otherwise as much of its beginning as leaves room for an ellipsis. A character and
  /// what belongs to it (marks, the other half of a pair, the rest of an emoji) is kept or left out together, and what was
  /// isolated stays isolated.
  default String cut(String text, int limit) {
    if (cost(text) <= limit) {
      return text;
    }
    var room = limit - 2;
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    var end = 0;
    var cost = 0;
    for (var next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      cost += cost(text.substring(end, next));
      if (cost > room) {
        break;
      }
      end = next;
    }
    var kept = text.substring(0, end);
    var open = kept.lastIndexOf(Visible.ISOLATE) > kept.lastIndexOf(Visible.END_OF_ISOLATE);
    return kept.stripTrailing() + MARK + (open ? Visible.END_OF_ISOLATE : "");
  }

  /// `line`, shortened so that it costs no more than `limit`.
  default Line cut(Line line, int limit) {
    if (cost(line) <= limit) {
      return line;
    }
    var kept = new ArrayList<Piece>();
    var room = limit - 1;
    for (var piece : line.pieces()) {
      if (cost(piece) > room) {
        kept.add(switch (piece) {
          case Words(var text, var look) -> new Words(room > 2 ? cut(text, room) : MARK, look);
          case Piece.Mention _ -> new Words(MARK, Style.PLAIN);
        });
        break;
      }
      kept.add(piece);
      room -= cost(piece);
    }
    return new Line(kept, line.setting());
  }

  /// What of some lines fits.
  ///
  /// @param whole false if something was left out
  record Fitted(List<Line> lines, boolean whole) {
    /// Copies the list.
    public Fitted {
      lines = List.copyOf(lines);
    }
  }

  /// As many of `lines` as cost no more than `budget` together, none of them more than `most`. If something must be left
  /// out, `rest` stands where the lines end, and the last one, which says what is to be decided, stays.
  default Fitted fit(List<Line> lines, Line rest, int most, int budget) {
    var cut = lines.stream().map(line -> cut(line, most)).toList();
    if (cut.equals(lines) && cut.stream().mapToInt(this::cost).sum() <= budget) {
      return new Fitted(lines, true);
    }
    if (cut.size() == 1) {
      return new Fitted(List.of(cut.getFirst(), rest), false);
    }
    var last = cut.getLast();
    var room = budget - cost(rest) - cost(last);
    var kept = new ArrayList<Line>();
    for (var line : cut.subList(0, cut.size() - 1)) {
      room -= cost(line);
      if (room < 0) {
        break;
      }
      kept.add(line);
    }
    kept.add(rest);
    kept.add(last);
    return new Fitted(kept, false);
  }
}
