package dev.restorebot.run;

import java.time.Duration;

/// Waits. Handed in, so that a test or the sandbox can let time pass at once.
@FunctionalInterface
public interface Pause {
  /// Returns after `duration`.
  void sleep(Duration duration) throws InterruptedException;
}
