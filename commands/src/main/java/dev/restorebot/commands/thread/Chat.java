package dev.restorebot.commands.thread;

import dev.restorebot.run.RunId;
import java.util.List;

/// Where threads are: Slack, a terminal. Blocks until a message has arrived; thread-safe.
public interface Chat {
  /// What it is called in the journal.
  String name();

  /// Posts `post` in the thread of `run`.
  ///
  /// @return what the chat calls the message
  /// @throws ChatException if the chat did not take it; it is offered again later
  String post(RunId run, Post post);

  /// Shows `lines`, which belong to no run, to everybody who looks.
  default void announce(List<String> lines) {
    // Who has no place for it shows nothing.
  }

  /// A chat did not take a message.
  final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChatException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
