package dev.restorebot.bot.chat;

import dev.restorebot.commands.thread.Rest;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A rest in real time that ends when somebody rings. Thread-safe.
final class Doorbell implements Rest {
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition rung = turn.newCondition();
  private boolean ringing;

  @Override
  public void rest(Duration atMost) throws InterruptedException {
    turn.lock();
    try {
      for (var left = atMost.toNanos(); !ringing && left > 0;) {
        left = rung.awaitNanos(left);
      }
      ringing = false;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void wake() {
    turn.lock();
    try {
      ringing = true;
      rung.signalAll();
    } finally {
      turn.unlock();
    }
  }
}
