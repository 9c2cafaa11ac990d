package dev.restorebot.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One virtual thread for each run that can go on. Thread-safe.
final class Threads {
  private static final Logger LOG = System.getLogger(Threads.class.getName());

  private final Ledger ledger;
  private final Drive drive;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition rest = turn.newCondition();
  private final Map<RunId, Thread> working = new HashMap<>();
  private final Set<RunId> woken = new HashSet<>();

  Threads(Ledger ledger, Drive drive) {
    this.ledger = ledger;
    this.drive = drive;
  }

  /// Lets `run` go on, on a thread of its own if it has none.
  void wake(RunId run) {
    turn.lock();
    try {
      woken.add(run);
      if (!working.containsKey(run)) {
        working.put(run, Thread.ofVirtual().name("run-" + run).start(() -> work(run)));
      }
    } finally {
      turn.unlock();
    }
  }

  private void work(RunId run) {
    try {
      while (again(run)) {
        drive.drive(run);
      }
    } catch (InterruptedException _) {
      LOG.log(Level.INFO, "run {0} was interrupted", run);
      leave(run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "run " + run + " cannot go on; it is tried again when somebody decides, or at a restart", e);
      leave(run);
    }
  }

  /// True if the run was woken since it was last driven; else its thread is done with it.
  private boolean again(RunId run) {
    turn.lock();
    try {
      var again = woken.remove(run) && !ledger.run(run).orElseThrow().state().resting();
      if (!again) {
        working.remove(run);
        rest.signalAll();
      }
      return again;
    } finally {
      turn.unlock();
    }
  }

  private void leave(RunId run) {
    turn.lock();
    try {
      woken.remove(run);
      working.remove(run);
      rest.signalAll();
    } finally {
      turn.unlock();
    }
  }

  void awaitRest() throws InterruptedException {
    turn.lock();
    try {
      while (!working.isEmpty()) {
        rest.await();
      }
    } finally {
      turn.unlock();
    }
  }

  /// Takes a run as far as it goes without people.
  @FunctionalInterface
  interface Drive {
    void drive(RunId run) throws InterruptedException;
  }
}
