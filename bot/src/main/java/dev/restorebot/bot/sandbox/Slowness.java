package dev.restorebot.bot.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How long something in the sandbox lets others wait before it does what it is asked. Thread-safe.
final class Slowness {
  /// What a slow one takes longer: one question is answered in time for those who wait ten seconds, several in a row are not.
  static final Duration SLOW = Duration.ofSeconds(2);

  private Duration longer = Duration.ZERO;
  private CountDownLatch hanging = new CountDownLatch(0);

  /// From now on it takes this much longer.
  synchronized void slow(Duration by) {
    longer = by;
  }

  /// From now on it does nothing until it is well again.
  synchronized void hang() {
    hanging = new CountDownLatch(1);
  }

  /// It does at once what it is asked, and what it was asked meanwhile.
  synchronized void end() {
    longer = Duration.ZERO;
    hanging.countDown();
  }

  /// Waits as long as others have to.
  void await() {
    try {
      latch().await();
      if (!delay().isZero()) {
        new CountDownLatch(1).await(delay().toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CountDownLatch latch() {
    return hanging;
  }

  private synchronized Duration delay() {
    return longer;
  }
}
