package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.restorebot.bot.chat.text.Line;
import dev.restorebot.bot.chat.text.Line.Setting;
import dev.restorebot.bot.chat.text.Piece;
import dev.restorebot.bot.chat.text.Piece.Style;
import dev.restorebot.bot.chat.text.Piece.Words;
import java.util.ArrayList;
import java.util.List;

/// Sets lines as rich text, in as few blocks as hold them. Pure.
final class Body {
  private Body() {}

  /// Blocks for `lines`, each within the limit for one.
  static List<LayoutBlock> blocks(List<Line> lines) {
    var blocks = new ArrayList<LayoutBlock>();
    var from = 0;
    while (from < lines.size()) {
      var to = from;
      for (var cost = 0; to < lines.size() && cost + Limits.MEASURE.cost(lines.get(to)) <= Limits.BLOCK_TEXT; to++) {
        cost += Limits.MEASURE.cost(lines.get(to));
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
      var parts = joined(lines.subList(from, to)).stream().map(Elements::of).toList();
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
        add(joined, new Words("\n", Style.PLAIN));
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
