package dev.restorebot.bot.slack.block;

import dev.restorebot.bot.slack.block.Piece.Look;
import dev.restorebot.bot.slack.block.Piece.Words;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.List;

/// A line of a message.
///
/// @param setting how it is set
record Line(List<Piece> pieces, Setting setting) {
  /// How a line is set.
  enum Setting {
    /// As a sentence.
    PROSE,
    /// Each character as wide as the next, with every space.
    FIXED
  }

  Line {
    pieces = List.copyOf(pieces);
  }

  /// A sentence.
  static Line prose(List<Piece> pieces) {
    return new Line(pieces, Setting.PROSE);
  }

  /// A sentence of words without mentions.
  static Line prose(String text) {
    return prose(List.of(new Words(Visible.words(text), Look.PLAIN)));
  }

  /// How much of a limit it takes, with its end.
  int cost() {
    return pieces.stream().mapToInt(Piece::cost).sum() + 1;
  }

  /// The same, to be seen first.
  Line bold() {
    return new Line(pieces.stream().map(Piece::bold).toList(), setting);
  }

  /// The line, shortened so that it costs no more than `limit`.
  Line cut(int limit) {
    if (cost() <= limit) {
      return this;
    }
    var kept = new ArrayList<Piece>();
    var room = limit - 1;
    for (var piece : pieces) {
      if (piece.cost() > room) {
        kept.add(new Words(piece instanceof Words(var text, _) && room > 2 ? Cut.to(text, room) : "…", look(piece)));
        break;
      }
      kept.add(piece);
      room -= piece.cost();
    }
    return new Line(kept, setting);
  }

  private static Look look(Piece piece) {
    return switch (piece) {
      case Words(_, var look) -> look;
      case Piece.Mention _ -> Look.PLAIN;
    };
  }
}
