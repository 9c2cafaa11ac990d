package dev.restorebot.commands.thread;

import java.time.Duration;
import java.util.Optional;

/// A chat in which messages are threaded and can be edited. Each call is one attempt, without retries: what it comes to is
/// the answer, and an outage is nothing exceptional. Blocks; used by one thread.
public interface Messages {
  /// What it is called in the journal.
  String name();

  /// How often it lets messages be written.
  Pacing pacing();

  /// Posts a new message.
  Written post(Destination to, Content content);

  /// Makes `message`, as [Written.Taken] named it, say `content` instead.
  Written edit(String message, Content content);

  /// Where a message goes.
  ///
  /// @param where where the run was asked for, as the journal has it: this chat's name for it, or another's, or empty
  /// @param thread the message in whose thread it goes; empty for one of its own
  record Destination(String where, Optional<String> thread, Reach reach) {}

  /// Who sees a message in a thread.
  enum Reach {
    /// Those who read the thread.
    THREAD,
    /// Everybody in the channel, too.
    CHANNEL
  }

  /// What became of a message.
  sealed interface Written {
    /// It is there, and this is what the chat calls it.
    record Taken(String message) implements Written {}

    /// Not now.
    ///
    /// @param after how long to wait before the next attempt, where the chat says so; empty: it did not answer
    record Later(Optional<Duration> after, String why) implements Written {}

    /// The message to edit, or the one in whose thread to post, is no longer there.
    record Gone(String why) implements Written {}

    /// The chat does not want this, now or ever.
    record Unwanted(String why) implements Written {}
  }
}
