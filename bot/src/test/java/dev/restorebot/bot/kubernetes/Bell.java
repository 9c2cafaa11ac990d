package dev.restorebot.bot.kubernetes;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Rings whenever something changed, so that whoever waits looks again. Thread-safe.
final class Bell {
  private final Lock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();

  void ring() {
    lock.lock();
    try {
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until `condition` holds; what it looks at is changed before the bell rings.
  void await(BooleanSupplier condition) throws InterruptedException {
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        rung.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until `condition` holds, or for `atMost`.
  void await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      var left = atMost.toNanos();
      while (left > 0 && !condition.getAsBoolean()) {
        left = rung.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
