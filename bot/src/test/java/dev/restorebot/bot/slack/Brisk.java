package dev.restorebot.bot.slack;

import dev.restorebot.commands.thread.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A rest that is over at once, and a clock that moves on by as much. Who has nothing at all to do rests until woken.
/// Thread-safe.
public final class Brisk implements Rest, InstantSource {
  /// As long as this nobody paces.
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition changed = turn.newCondition();
  private Instant now = Instant.parse("2026-02-25T14:00:00Z");
  private boolean ringing;
  private boolean idle;

  @Override
  public Instant instant() {
    turn.lock();
    try {
      return now;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void rest(Duration atMost) throws InterruptedException {
    turn.lock();
    try {
      if (!ringing && atMost.compareTo(IDLE) < 0) {
        now = now.plus(atMost);
        return;
      }
      idle = !ringing;
      changed.signalAll();
      while (!ringing) {
        changed.await();
      }
      ringing = false;
      idle = false;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void wake() {
    turn.lock();
    try {
      ringing = true;
      idle = false;
      changed.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /// Time passes: who rests looks again.
  void pass(Duration time) {
    turn.lock();
    try {
      now = now.plus(time);
      wake();
    } finally {
      turn.unlock();
    }
  }

  /// Returns when there is nothing to do.
  void awaitIdle() throws InterruptedException {
    turn.lock();
    try {
      var left = AT_MOST.toNanos();
      while (!idle) {
        left = changed.awaitNanos(left);
        if (left <= 0) {
          throw new AssertionError("there was something to do for a minute");
        }
      }
    } finally {
      turn.unlock();
    }
  }
}
