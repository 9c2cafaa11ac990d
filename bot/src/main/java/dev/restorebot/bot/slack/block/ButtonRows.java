package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.restorebot.approval.Choice;
import dev.restorebot.bot.chat.ButtonValue;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets buttons under a message. Pure. A button whose action is longer than one can carry, and what is more than fits, is left out.
final class ButtonRows {
  private static final String DANGER = "danger";
  private static final String PRIMARY = "primary";

  private ButtonRows() {}

  /// Blocks for `buttons`.
  static List<LayoutBlock> blocks(List<Button> buttons) {
    var elements = new ArrayList<BlockElement>();
    for (var button : buttons) {
      var value = ButtonValue.of(button.action());
      if (value.length() <= Limits.VALUE && Limits.MEASURE.cost(value) <= Limits.METADATA) {
        elements.add(element(button, value, elements.size()));
      }
    }
    var blocks = new ArrayList<LayoutBlock>();
    for (var from = 0; from < elements.size() && blocks.size() < Limits.BUTTON_ROWS; from += Limits.BUTTONS) {
      var to = Math.min(elements.size(), from + Limits.BUTTONS);
      blocks.add(ActionsBlock.builder().elements(List.copyOf(elements.subList(from, to))).build());
    }
    return blocks;
  }

  private static BlockElement element(Button button, String value, int place) {
    var label = Limits.MEASURE.cut(Visible.words(button.label()), Limits.LABEL);
    return ButtonElement.builder().actionId("restorebot:" + kind(button.action()) + ":" + place)
        .text(PlainTextObject.builder().text(label.isBlank() ? "…" : label).emoji(false).build()).value(value)
        .style(style(button.action())).build();
  }

  private static String kind(Action action) {
    return switch (action) {
      case Action.Say _ -> "say";
      case Action.Choose _ -> "choose";
      case Action.BreakGlass _ -> "break-glass";
    };
  }

  private static @Nullable String style(Action action) {
    return switch (action) {
      case Action.Say _ -> null;
      case Action.Choose(_, _, _, var choice) -> style(choice);
      case Action.BreakGlass _ -> DANGER;
    };
  }

  private static @Nullable String style(Choice choice) {
    return switch (choice) {
      case REPLACE, PURGE, UNDO, LEAVE -> DANGER;
      case APPROVE, ADD, ACCEPT -> PRIMARY;
      case DENY, WITHOUT, STOP, RETRY, KEEP -> null;
    };
  }
}
