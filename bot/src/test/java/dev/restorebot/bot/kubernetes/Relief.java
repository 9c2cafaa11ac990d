package dev.restorebot.bot.kubernetes;

/// Ends a [Misfortune].
public interface Relief extends AutoCloseable {
  /// Lifts the misfortune; pods that it befell go on from there. Idempotent.
  @Override
  void close();
}
