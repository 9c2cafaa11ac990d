package dev.restorebot.jobs;

import dev.restorebot.run.Pause;

import java.time.Duration;

/// Waits for something again and again, and not for ever. For one thread.
public final class Patience {
  private final Pause pause;
  private final Duration each;
  private final Duration most;
  private Duration waited = Duration.ZERO;

  /// @param each how long it waits at a time
  /// @param most how long it waits in all
  public Patience(Pause pause, Duration each, Duration most) {
    this.pause = pause;
    this.each = each;
    this.most = most;
  }

  /// Waits once more; false at once if it has waited enough.
  public boolean goOn() throws InterruptedException {
    if (waited.compareTo(most) >= 0) {
      return false;
    }
    pause.sleep(each);
    waited = waited.plus(each);
    return true;
  }
}
