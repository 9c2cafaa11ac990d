package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.restorebot.bot.chat.text.Mentionable;
import dev.restorebot.bot.chat.text.Piece;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What Slack makes of pieces of a line, and how it writes ids. Pure.
public final class Elements {
  private static final Mentionable.Form FORM = Mentionable.Form.of("slack", "[A-Z][A-Z0-9]{2,20}",
      Map.of(Piece.Mention.Kind.USER, Pattern.compile("[UW][A-Z0-9]{2,20}"),
          Piece.Mention.Kind.GROUP, Pattern.compile("S[A-Z0-9]{2,20}"),
          Piece.Mention.Kind.CHANNEL, Pattern.compile("[CG][A-Z0-9]{2,20}")));

  private Elements() {}

  /// Those of `ids` that can be mentioned in Slack.
  ///
  /// @param ids as the journal has them
  public static Mentionable mentionable(Set<String> ids) {
    return new Mentionable(FORM, ids);
  }

  /// The element for `piece`.
  static RichTextElement of(Piece piece) {
    return switch (piece) {
      case Piece.Words(var text, var look) -> switch (look) {
        case PLAIN -> RichTextSectionElement.Text.builder().text(text).build();
        case BOLD -> new StyledText(RichTextSectionElement.Text.TYPE, text, Map.of("bold", true));
        case CODE -> new StyledText(RichTextSectionElement.Text.TYPE, text, Map.of("code", true));
      };
      case Piece.Mention(var kind, var id) -> switch (kind) {
        case USER -> RichTextSectionElement.User.builder().userId(id).build();
        case GROUP -> RichTextSectionElement.UserGroup.builder().usergroupId(id).build();
        case CHANNEL -> RichTextSectionElement.Channel.builder().channelId(id).build();
      };
    };
  }

  /// Text with a look of its own. The SDK's names every look there is, also those that not every workspace knows.
  record StyledText(String type, String text, Map<String, Boolean> style) implements RichTextElement {
    @Override
    public String getType() {
      return type;
    }
  }
}
