package dev.restorebot.bot.chat;

import dev.restorebot.commands.desk.Reply;

/// What a chat is to answer at once to the press of a button.
public sealed interface FirstAnswer {
  /// That it was taken: what comes of it is told later.
  record Taken() implements FirstAnswer {}

  /// This, to the person alone. Nothing else comes of it.
  record Told(Reply reply) implements FirstAnswer {}

  /// This form: only in a chat that shows forms as first answer.
  record Shown(Form form) implements FirstAnswer {}
}
