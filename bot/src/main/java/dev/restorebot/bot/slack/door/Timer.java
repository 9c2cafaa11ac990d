package dev.restorebot.bot.slack.door;

import java.time.Duration;

/// Does things later. Handed in, so that tests need not wait. Thread-safe.
@FunctionalInterface
public interface Timer {
  /// Runs `task`, which is quick, when `delay` has passed; does not block.
  void after(Duration delay, Runnable task);
}
