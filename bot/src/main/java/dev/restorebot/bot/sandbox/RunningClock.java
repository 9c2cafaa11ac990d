package dev.restorebot.bot.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The time of the machine, which real programs go by, and what it was moved on by. Thread-safe.
final class RunningClock implements SandboxClock {
  private final InstantSource machine;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  RunningClock(InstantSource machine) {
    this.machine = machine;
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead.get());
  }

  @Override
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock does not go back");
    }
    ahead.updateAndGet(by::plus);
  }
}
