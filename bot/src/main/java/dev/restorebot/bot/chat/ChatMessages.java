package dev.restorebot.bot.chat;

import dev.restorebot.bot.chat.picture.PlotPicture;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Messages;

/// The messages of a chat: those of runs, and answers for everybody in a channel. One attempt a call, as in [Messages].
public interface ChatMessages extends Messages {
  /// Posts an answer for everybody in `channel`, as the chat calls it.
  Written answer(String channel, Reply reply);

  /// Puts an answer in the place of the one that [#answer] named `message`.
  Written rewrite(String message, Reply reply);

  /// Draws `picture` and puts it below `message`. What it shows stands in the message, too, so one that does not arrive is only logged.
  void attach(String message, PlotPicture picture);
}
