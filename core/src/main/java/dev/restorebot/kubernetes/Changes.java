package dev.restorebot.kubernetes;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Whether something has changed since it was looked at last. Thread-safe.
final class Changes {
  private final Semaphore happened = new Semaphore(0);

  void happen() {
    happened.release();
  }

  /// Returns when something has changed since it returned last, or after `atMost`.
  void await(Duration atMost) throws InterruptedException {
    if (happened.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      happened.drainPermits();
    }
  }
}
