package dev.restorebot.bot.slack.door;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A timer with a thread of its own, which keeps no program from ending. Thread-safe.
public final class ThreadTimer implements Timer, AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timer").factory());

  @Override
  public void after(Duration delay, Runnable task) {
    var _ = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Forgets what is still to come.
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
