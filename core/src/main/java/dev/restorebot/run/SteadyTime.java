package dev.restorebot.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time on the clock, without its jumps: when somebody or something sets the clock, this goes towards it at twice or at half the pace that
/// time has, and never back. So no deadline passes because a clock was set, and no gate. Thread-safe.
///
/// A machine that slept finds the clock ahead of this when it wakes, and what was to happen meanwhile happens later.
public final class SteadyTime implements InstantSource {
  /// What clocks are moved by all the time, to keep them right: followed at once, for it is no jump.
  private static final Duration TRIFLE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final LongSupplier nanoseconds;
  private Instant told;
  private long at;

  /// The time from now on.
  ///
  /// @param nanoseconds of a clock that nobody sets, as [System#nanoTime()]
  public SteadyTime(InstantSource clock, LongSupplier nanoseconds) {
    this.clock = clock;
    this.nanoseconds = nanoseconds;
    this.told = clock.instant();
    this.at = nanoseconds.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    var now = nanoseconds.getAsLong();
    var passed = Duration.ofNanos(Math.max(0, now - at));
    at = now;
    var shown = clock.instant();
    var ahead = Duration.between(told.plus(passed), shown);
    if (ahead.abs().compareTo(TRIFLE) <= 0) {
      told = later(told, shown);
    } else if (ahead.isPositive()) {
      told = earlier(told.plus(passed.multipliedBy(2)), shown);
    } else {
      told = later(told.plus(passed.dividedBy(2)), shown);
    }
    return told;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
