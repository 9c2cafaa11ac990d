package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.util.Map;

/// A piece of a line.
sealed interface Piece {
  /// How words look.
  enum Look {
    PLAIN, BOLD, CODE
  }

  /// Visible text.
  record Words(String text, Look look) implements Piece {
    @Override
    public int cost() {
      return Cut.cost(text);
    }

    @Override
    public RichTextElement element() {
      return switch (look) {
        case PLAIN -> RichTextSectionElement.Text.builder().text(text).build();
        case BOLD -> new StyledText(RichTextSectionElement.Text.TYPE, text, Map.of("bold", true));
        case CODE -> new StyledText(RichTextSectionElement.Text.TYPE, text, Map.of("code", true));
      };
    }

    @Override
    public Piece bold() {
      return look == Look.PLAIN ? new Words(text, Look.BOLD) : this;
    }
  }

  /// Text with a look of its own. The SDK's names every look there is, also those that not every workspace knows.
  record StyledText(String type, String text, Map<String, Boolean> style) implements RichTextElement {
    @Override
    public String getType() {
      return type;
    }
  }

  /// A person, a group of people or a channel, which Slack shows by name, so that it stands out anyway.
  record Mention(Kind kind, String id) implements Piece {
    /// What is mentioned.
    enum Kind {
      USER("slack:"), GROUP("slack-group:"), CHANNEL("slack-channel:");

      private final String prefix;

      Kind(String prefix) {
        this.prefix = prefix;
      }

      /// What stands in front of its ids.
      String prefix() {
        return prefix;
      }
    }

    @Override
    public int cost() {
      return id.length() + 10;
    }

    @Override
    public RichTextElement element() {
      return switch (kind) {
        case USER -> RichTextSectionElement.User.builder().userId(id).build();
        case GROUP -> RichTextSectionElement.UserGroup.builder().usergroupId(id).build();
        case CHANNEL -> RichTextSectionElement.Channel.builder().channelId(id).build();
      };
    }

    @Override
    public Piece bold() {
      return this;
    }
  }

  /// How much of a limit it takes.
  int cost();

  /// What Slack makes of it.
  RichTextElement element();

  /// The same, to be seen first.
  Piece bold();
}
