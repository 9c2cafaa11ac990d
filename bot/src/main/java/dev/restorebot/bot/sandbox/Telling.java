package dev.restorebot.bot.sandbox;

import java.util.List;

/// What a server of the sandbox tells over a websocket.
sealed interface Telling {
  /// Binary messages, in order.
  List<byte[]> messages();

  /// The websocket stays open, and nothing more is told.
  record Open(List<byte[]> messages) implements Telling {}

  /// It is closed then.
  record Closing(List<byte[]> messages, int code, String reason) implements Telling {}
}
