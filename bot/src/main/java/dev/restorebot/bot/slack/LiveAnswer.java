package dev.restorebot.bot.slack;

import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Messages.Written;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A message in a channel that grows while somebody waits, and becomes the answer. Confined to one thread.
final class LiveAnswer implements Meanwhile {
  /// Slack lets a message be edited about once a second.
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(1200);

  private final SlackMessages messages;
  private final String channel;
  private @Nullable String message;
  private long written;

  LiveAnswer(SlackMessages messages, String channel) {
    this.messages = messages;
    this.channel = channel;
  }

  @Override
  public void known(Reply soFar, List<String> news) {
    if (message == null || System.nanoTime() - written > PACE) {
      write(soFar);
    }
  }

  private boolean write(Reply reply) {
    var now = message == null ? messages.answer(channel, reply) : messages.rewrite(message, reply);
    written = System.nanoTime();
    if (now instanceof Written.Taken(var ref)) {
      message = ref;
      return true;
    }
    return false;
  }

  /// Makes the message the answer. False if there is none, or Slack did not take it: then it must be posted by itself.
  boolean take(Reply reply) {
    return message != null && write(reply);
  }
}
