package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Around;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.run.Journal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Something that hangs while it is held: whoever calls it waits until it is let go. Thread-safe.
final class Hold {
  private static final long AT_MOST_SECONDS = 60;

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition changed = turn.newCondition();
  private boolean held;
  private int waiting;

  void hold() {
    change(true);
  }

  void letGo() {
    change(false);
  }

  private void change(boolean toHeld) {
    turn.lock();
    try {
      held = toHeld;
      changed.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /// Returns when somebody waits for it.
  void awaitCaller() throws InterruptedException {
    turn.lock();
    try {
      var left = TimeUnit.SECONDS.toNanos(AT_MOST_SECONDS);
      while (waiting == 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      assertThat(waiting).as("who waits for what hangs").isPositive();
    } finally {
      turn.unlock();
    }
  }

  private void pass() {
    turn.lock();
    try {
      waiting++;
      changed.signalAll();
      while (held) {
        changed.awaitUninterruptibly();
      }
      waiting--;
    } finally {
      turn.unlock();
    }
  }

  /// A journal that hangs before it appends.
  Journal journal(Journal journal) {
    return Around.port(Journal.class, journal, (_, _) -> pass());
  }

  /// A cluster that hangs before it does anything.
  Cluster cluster(Cluster cluster) {
    return Around.port(Cluster.class, cluster, (_, _) -> pass());
  }
}
