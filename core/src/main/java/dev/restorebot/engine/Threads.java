package dev.restorebot.engine;

import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Pause;
import dev.restorebot.run.RunId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One virtual thread for each run that can go on. Where the journal cannot be written, people are told, and a run tries again for a while:
/// its service may be stopped meanwhile. Thread-safe.
final class Threads {
  /// How long until the journal is tried again.
  static final Duration AGAIN = Duration.ofSeconds(30);
  /// How often it is tried again.
  static final int TRIES = 20;

  private static final Logger LOG = System.getLogger(Threads.class.getName());

  private final Ledger ledger;
  private final Drive drive;
  private final Pause pause;
  private final List<Engine.Alarm> alarms = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition rest = turn.newCondition();
  private final Map<RunId, Thread> working = new HashMap<>();
  private final Set<RunId> woken = new HashSet<>();

  Threads(Ledger ledger, Drive drive, Pause pause) {
    this.ledger = ledger;
    this.drive = drive;
    this.pause = pause;
  }

  /// Has `alarm` hear of runs that cannot go on.
  void listen(Engine.Alarm alarm) {
    alarms.add(alarm);
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
        goOn(run);
      }
    } catch (InterruptedException _) {
      LOG.log(Level.INFO, "run {0} was interrupted", run);
      leave(run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "run " + run + " cannot go on; it is tried again when somebody decides, or at a restart", e);
      leave(run);
    }
  }

  /// Takes `run` as far as it goes; tells people where the journal cannot be written, and tries again.
  private void goOn(RunId run) throws InterruptedException {
    var told = "";
    for (var tries = 0;; tries++) {
      try {
        drive.drive(run);
        return;
      } catch (JournalException e) {
        LOG.log(Level.ERROR, "run " + run + " cannot go on, since the journal cannot be written", e);
        var why = String.valueOf(e.getMessage());
        if (!why.equals(told)) {
          told = why;
          alarms.forEach(alarm -> alarm.unrecorded(run, why));
        }
      }
      if (tries == TRIES) {
        return;
      }
      pause.sleep(AGAIN);
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
