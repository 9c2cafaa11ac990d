package dev.restorebot.bot.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the bot still does what it must do every few seconds. Thread-safe.
public final class Pulse {
  private final InstantSource time;
  private final Duration patience;
  private final AtomicReference<Instant> last;

  /// @param patience how long it may be silent
  public Pulse(InstantSource time, Duration patience) {
    this.time = time;
    this.patience = patience;
    this.last = new AtomicReference<>(time.instant());
  }

  /// It has just done it.
  public void beat() {
    last.set(time.instant());
  }

  /// True if it did it lately.
  public boolean beats() {
    return Duration.between(last.get(), time.instant()).compareTo(patience) <= 0;
  }
}
