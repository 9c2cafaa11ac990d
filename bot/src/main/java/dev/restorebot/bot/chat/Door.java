package dev.restorebot.bot.chat;

/// A way in which a chat reaches the bot. Thread-safe.
public interface Door extends AutoCloseable {
  /// Whether people are heard at this moment. Does not block.
  DoorState state();

  /// Takes nothing more, lets what was taken be acknowledged for two seconds at most, and ends all threads. Blocks.
  @Override
  void close();
}
