package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Slack's clock: the machine's, and what a test let pass. Thread-safe.
final class SlackTime implements InstantSource {
  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return Instant.now().plus(passed.get());
  }

  void pass(Duration time) {
    passed.updateAndGet(time::plus);
  }
}
