package dev.restorebot.bot.chat;

import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Messages.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message in a channel that grows while somebody waits, and becomes the answer. Confined to one thread.
final class LiveAnswer implements Meanwhile {
  private final Answers answers;
  private final String channel;
  private final long pace;
  private @Nullable String message;
  private long written;

  LiveAnswer(Answers answers, String channel) {
    this.answers = answers;
    this.channel = channel;
    this.pace = answers.messages().pacing().betweenEdits().toNanos();
  }

  @Override
  public void known(Reply soFar, List<String> news) {
    if (message == null || System.nanoTime() - written > pace) {
      write(soFar);
    }
  }

  private boolean write(Reply reply) {
    var now = message == null ? answers.post(channel, reply) : answers.rewrite(message, reply);
    written = System.nanoTime();
    if (now instanceof Written.Taken(var ref)) {
      message = ref;
      return true;
    }
    return false;
  }

  /// Makes the message the answer. False if there is none, or the chat did not take it: then it must be posted by itself.
  boolean take(Reply reply) {
    return message != null && write(reply);
  }
}
