package dev.restorebot.service;

import java.time.Duration;

/// How long a service may take.
///
/// @param gone from being scaled to 0 until no pod uses its volume
/// @param ready from being scaled up until it is ready
public record Timeouts(Duration gone, Duration ready) {
  /// What holds when the configuration says nothing.
  public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(120));

  /// @throws IllegalArgumentException if one of them is no time at all
  public Timeouts {
    if (!gone.isPositive() || !ready.isPositive()) {
      throw new IllegalArgumentException("a service needs time to stop and to start");
    }
  }
}
