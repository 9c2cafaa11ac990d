package dev.restorebot.bot.http;

import java.time.Duration;

/// What an HTTP server grants to whoever connects.
///
/// @param connections how many are open at once
/// @param ofOneAddress how many of these come from one address; fewer, so that one address cannot take all
/// @param time how long a request may take to arrive, from the connection's first moment to the body's last byte
/// @param bodyBytes how long a body may be
public record Limits(int connections, int ofOneAddress, Duration time, int bodyBytes) {
  /// @throws IllegalArgumentException if nothing could come in
  public Limits {
    if (connections < 1 || ofOneAddress < 1 || !time.isPositive() || bodyBytes < 0) {
      throw new IllegalArgumentException("limits that let nothing in");
    }
  }
}
