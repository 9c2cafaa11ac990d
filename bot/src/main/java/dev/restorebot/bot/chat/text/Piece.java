package dev.restorebot.bot.chat.text;

/// A piece of a line.
public sealed interface Piece {
  /// How words look.
  enum Style {
    PLAIN, BOLD, CODE
  }

  /// Visible text.
  record Words(String text, Style style) implements Piece {
    @Override
    public Piece bold() {
      return style == Style.PLAIN ? new Words(text, Style.BOLD) : this;
    }
  }

  /// A person, a group of people or a channel, which a chat shows by name, so that it stands out anyway.
  ///
  /// @param id as the chat has it
  record Mention(Kind kind, String id) implements Piece {
    /// What is mentioned.
    public enum Kind {
      USER(":"), GROUP("-group:"), CHANNEL("-channel:");

      private final String mark;

      Kind(String mark) {
        this.mark = mark;
      }

      /// What stands in front of its ids in the journal and the configuration: `slack-group:`.
      String prefix(String chat) {
        return chat + mark;
      }
    }

    @Override
    public Piece bold() {
      return this;
    }
  }

  /// The same, to be seen first.
  Piece bold();
}
