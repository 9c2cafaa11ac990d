package dev.restorebot.bot.slack.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A timer whose tasks run when a test says so. Thread-safe.
final class ManualTimer implements Timer {
  private static final long PATIENCE_SECONDS = 15;

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition added = turn.newCondition();
  private final List<Task> tasks = new ArrayList<>();

  private record Task(Duration delay, Runnable work) {}

  @Override
  public void after(Duration delay, Runnable task) {
    turn.lock();
    try {
      tasks.add(new Task(delay, task));
      added.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /// Waits until something is to be done after `delay`, and does the first such thing at once.
  void pass(Duration delay) throws InterruptedException {
    due(delay).run();
  }

  /// Waits until something is to be done after `delay`, and hands over the first such thing, to be done later.
  Runnable due(Duration delay) throws InterruptedException {
    turn.lock();
    try {
      var left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (left > 0) {
        var found = tasks.stream().filter(task -> task.delay().equals(delay)).findFirst();
        if (found.isPresent()) {
          tasks.remove(found.get());
          return found.get().work();
        }
        left = added.awaitNanos(left);
      }
      throw new AssertionError("nothing is to be done after " + delay + ", but " + tasks);
    } finally {
      turn.unlock();
    }
  }
}
