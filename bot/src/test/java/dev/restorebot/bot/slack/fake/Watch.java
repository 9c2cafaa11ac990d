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
  private long changes;

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
      changes++;
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Waits until `condition` holds. It is asked without the lock: what it looks at may itself wait for the server.
  ///
  /// @return whether it does; no if `atMost` is over
  boolean await(BooleanSupplier condition, Duration atMost) {
    var deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (true) {
        var seen = see(() -> changes);
        if (condition.getAsBoolean()) {
          return true;
        }
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        awaitChange(seen, Math.min(left, ELSEWHERE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  private void awaitChange(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      var left = nanos;
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
