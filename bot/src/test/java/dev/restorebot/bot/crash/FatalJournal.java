package dev.restorebot.bot.crash;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A journal that kills its own process with SIGKILL at one of its appends. Thread-safe.
record FatalJournal(Journal journal, Blow blow, AtomicInteger appends) implements Journal {
  @Override
  public Entry append(RunId run, long after, Instant at, RunEvent event) {
    var number = appends.incrementAndGet();
    dieAt(Moment.BEFORE, number);
    var entry = journal.append(run, after, at, event);
    dieAt(Moment.AFTER, number);
    return entry;
  }

  @Override
  public List<Entry> after(long number) {
    return journal.after(number);
  }

  private void dieAt(Moment moment, int number) {
    if (!blow.equals(new Blow(moment, number))) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException("could not die", e);
    }
    while (true) {
      LockSupport.park(this);
    }
  }
}
