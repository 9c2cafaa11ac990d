package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.restorebot.bot.slack.block.Line.Setting;
import dev.restorebot.bot.slack.block.Piece.Look;
import dev.restorebot.bot.slack.block.Piece.Words;
import java.util.ArrayList;
import java.util.List;

/// Sets lines as rich text, in as few blocks as hold them. Pure.
final class Body {
  private Body() {}

  /// What of some lines fits.
  ///
  /// @param whole false if something was left out
  record Fitted(List<Line> lines, boolean whole) {}

  /// As many of `lines` as cost no more than `budget` together, none of them more than [Limits#LINE]. If something must be left
  /// out, `rest` stands where the lines end, and the last one, which says what is to be decided, stays.
  static Fitted fit(List<Line> lines, Line rest, int budget) {
    var cut = lines.stream().map(line -> line.cut(Limits.LINE)).toList();
    if (cut.equals(lines) && cut.stream().mapToInt(Line::cost).sum() <= budget) {
      return new Fitted(lines, true);
    }
    if (cut.size() == 1) {
      return new Fitted(List.of(cut.getFirst(), rest), false);
    }
    var last = cut.getLast();
    var room = budget - rest.cost() - last.cost();
    var kept = new ArrayList<Line>();
    for (var line : cut.subList(0, cut.size() - 1)) {
      room -= line.cost();
      if (room < 0) {
        break;
      }
      kept.add(line);
    }
    kept.add(rest);
    kept.add(last);
    return new Fitted(kept, false);
  }

  /// Blocks for `lines`, each within the limit for one.
  static List<LayoutBlock> blocks(List<Line> lines) {
    var blocks = new ArrayList<LayoutBlock>();
    var from = 0;
    while (from < lines.size()) {
      var to = from;
      for (var cost = 0; to < lines.size() && cost + lines.get(to).cost() <= Limits.BLOCK_TEXT; to++) {
        cost += lines.get(to).cost();
      }
      var elements = elements(lines.subList(from, to));
      if (!elements.isEmpty()) {
        blocks.add(RichTextBlock.builder().elements(elements).build());
      }
      from = to;
    }
    return blocks;
  }

  private static List<BlockElement> elements(List<Line> lines) {
    var elements = new ArrayList<BlockElement>();
    var from = 0;
    while (from < lines.size()) {
      var setting = lines.get(from).setting();
      var to = from;
      while (to < lines.size() && lines.get(to).setting() == setting) {
        to++;
      }
      var parts = joined(lines.subList(from, to)).stream().map(Piece::element).toList();
      if (!parts.isEmpty()) {
        elements.add(setting == Setting.FIXED
            ? RichTextPreformattedElement.builder().elements(parts).build()
            : RichTextSectionElement.builder().elements(parts).build());
      }
      from = to;
    }
    return elements;
  }

  /// The pieces of `lines` with an end of line between them; neighbours that look the same become one.
  private static List<Piece> joined(List<Line> lines) {
    var joined = new ArrayList<Piece>();
    for (var at = 0; at < lines.size(); at++) {
      if (at > 0) {
        add(joined, new Words("\n", Look.PLAIN));
      }
      lines.get(at).pieces().forEach(piece -> add(joined, piece));
    }
    return joined;
  }

  private static void add(List<Piece> pieces, Piece piece) {
    if (piece instanceof Words(var text, var look)) {
      if (text.isEmpty()) {
        return;
      }
      if (!pieces.isEmpty() && pieces.getLast() instanceof Words(var before, var same) && same == look) {
        pieces.removeLast();
        pieces.add(new Words(before + text, look));
        return;
      }
    }
    pieces.add(piece);
  }
}
