package dev.restorebot.commands.thread;

import java.time.Duration;

/// Where somebody who has nothing to do waits. Thread-safe.
public interface Rest {
  /// Returns when it was woken since the last rest, and at the latest after `atMost`.
  void rest(Duration atMost) throws InterruptedException;

  /// Ends the present rest, or the next one.
  void wake();
}
