package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The one lock over what the server keeps; whoever waits looks again after each change. Thread-safe, reentrant.
final class Watch {
  private static final long ELSEWHERE = TimeUnit.MILLISECONDS.toNanos(50); // a condition may look at what is not ours

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  <T> T see(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  void change(Runnable act) {
    make(() -> {
      act.run();
      return true;
    });
  }

  <T> T make(Supplier<T> act) {
    lock.lock();
    try {
      return act.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Waits until `condition` holds.
  ///
  /// @return whether it does; no if `atMost` is over
  boolean await(BooleanSupplier condition, Duration atMost) {
    lock.lock();
    try {
      var deadline = System.nanoTime() + atMost.toNanos();
      while (!condition.getAsBoolean()) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        var _ = changed.awaitNanos(Math.min(left, ELSEWHERE));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    } finally {
      lock.unlock();
    }
  }
}
