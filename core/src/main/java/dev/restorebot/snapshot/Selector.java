package dev.restorebot.snapshot;

import java.time.Instant;

/// Which snapshot a person means.
public sealed interface Selector {
  /// The newest one.
  record Latest() implements Selector {
    @Override
    public String toString() {
      return "latest";
    }
  }

  /// The newest one of which every part was made strictly before `instant`.
  record LatestBefore(Instant instant) implements Selector {
    @Override
    public String toString() {
      return "latest-before " + instant;
    }
  }

  /// The one that has a part with exactly this timestamp.
  record At(Timestamp timestamp) implements Selector {
    @Override
    public String toString() {
      return "at " + timestamp;
    }
  }
}
