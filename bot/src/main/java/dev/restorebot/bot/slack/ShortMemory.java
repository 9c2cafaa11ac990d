package dev.restorebot.bot.slack;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Keeps what Slack said of people for a minute at most; what it did not say is asked again at once.
final class ShortMemory {
  private static final Duration GOOD_FOR = Duration.ofSeconds(60);

  private ShortMemory() {}

  /// A memory of what `look` finds. Thread-safe.
  ///
  /// @param time what tells when an answer is too old
  static <V> LoadingCache<String, V> of(InstantSource time, CacheLoader<String, V> look) {
    return Caffeine.newBuilder().expireAfterWrite(GOOD_FOR).maximumSize(1000)
        .ticker(() -> Duration.between(Instant.EPOCH, time.instant()).toNanos()).build(look);
  }
}
