package dev.restorebot.service;

import java.time.Instant;
import java.util.Optional;

/// When something is done again and again. Immutable; thread-safe. Its text is what the configuration says.
public interface Schedule {
  /// Nobody has said when.
  Schedule NONE = new Schedule() {
    @Override
    public Optional<Instant> lastAtOrBefore(Instant at) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> nextAfter(Instant at) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "";
    }
  };

  /// The last time at which it is due that is not after `at`, if there is one.
  Optional<Instant> lastAtOrBefore(Instant at);

  /// The first time at which it is due that is after `at`, if there is one.
  Optional<Instant> nextAfter(Instant at);
}
