package dev.restorebot.bot.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of a sandbox, which never goes back. Thread-safe.
public sealed interface SandboxClock extends InstantSource permits StillClock, RunningClock {
  /// When a new world of stand-ins begins: twelve hours after the accounts were lost.
  Instant START = Instant.parse("2026-02-25T14:00:00Z");

  /// Moves the time on, at once.
  ///
  /// @throws IllegalArgumentException if `by` would move it back
  void advance(Duration by);
}
