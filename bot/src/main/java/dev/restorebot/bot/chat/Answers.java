package dev.restorebot.bot.chat;

import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Messages.Written;

/// Puts answers for everybody into a chat, and their pictures below them. Thread-safe; blocks for one attempt.
record Answers(ChatMessages messages, Pictures pictures) {
  /// Posts an answer for everybody in `channel`.
  Written post(String channel, Reply reply) {
    var written = messages.answer(channel, reply);
    if (written instanceof Written.Taken(var message)) {
      pictures.below(message, reply.plots());
    }
    return written;
  }

  /// Puts an answer in the place of another one.
  Written rewrite(String message, Reply reply) {
    return messages.rewrite(message, reply);
  }
}
