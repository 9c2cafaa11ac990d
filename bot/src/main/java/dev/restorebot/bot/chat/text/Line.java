package dev.restorebot.bot.chat.text;

import dev.restorebot.bot.chat.text.Piece.Style;
import dev.restorebot.bot.chat.text.Piece.Words;
import dev.restorebot.text.Visible;
import java.util.List;

/// A line of a message.
///
/// @param setting how it is set
public record Line(List<Piece> pieces, Setting setting) {
  /// How a line is set.
  public enum Setting {
    /// As a sentence.
    PROSE,
    /// Each character as wide as the next, with every space.
    FIXED
  }

  /// Copies the list.
  public Line {
    pieces = List.copyOf(pieces);
  }

  /// A sentence.
  public static Line prose(List<Piece> pieces) {
    return new Line(pieces, Setting.PROSE);
  }

  /// A sentence of words without mentions.
  public static Line prose(String text) {
    return prose(List.of(new Words(Visible.words(text), Style.PLAIN)));
  }

  /// The same, to be seen first.
  public Line bold() {
    return new Line(pieces.stream().map(Piece::bold).toList(), setting);
  }
}
