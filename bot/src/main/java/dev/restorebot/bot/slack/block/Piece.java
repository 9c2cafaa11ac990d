package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.block.element.RichTextSectionElement.LimitedTextStyle;
import com.slack.api.model.block.element.RichTextSectionElement.TextStyle;

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
      var words = RichTextSectionElement.Text.builder().text(text);
      return switch (look) {
        case PLAIN -> words.build();
        case BOLD -> words.style(TextStyle.builder().bold(true).build()).build();
        case CODE -> words.style(TextStyle.builder().code(true).build()).build();
      };
    }

    @Override
    public Piece bold() {
      return look == Look.PLAIN ? new Words(text, Look.BOLD) : this;
    }
  }

  /// A person, a group of people or a channel, which Slack shows by name.
  record Mention(Kind kind, String id, Look look) implements Piece {
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

    Mention(Kind kind, String id) {
      this(kind, id, Look.PLAIN);
    }

    @Override
    public int cost() {
      return id.length() + 10;
    }

    @Override
    public RichTextElement element() {
      var bold = LimitedTextStyle.builder().bold(true).build();
      var style = look == Look.BOLD ? bold : null;
      return switch (kind) {
        case USER -> RichTextSectionElement.User.builder().userId(id).style(style).build();
        case GROUP -> RichTextSectionElement.UserGroup.builder().usergroupId(id).style(style).build();
        case CHANNEL -> RichTextSectionElement.Channel.builder().channelId(id).style(style).build();
      };
    }

    @Override
    public Piece bold() {
      return new Mention(kind, id, Look.BOLD);
    }
  }

  /// How much of a limit it takes.
  int cost();

  /// What Slack makes of it.
  RichTextElement element();

  /// The same, to be seen first.
  Piece bold();
}
