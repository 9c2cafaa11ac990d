package dev.restorebot.bot.crash;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A journal that kills its own process with SIGKILL at one entry. What tells of a restart does not count, so an entry has
/// the same number however often the bot was killed before it. Thread-safe.
final class FatalJournal implements Journal {
  private final Journal journal;
  private final Blow blow;
  private final Set<Long> recoveries = new HashSet<>();
  private int count;

  FatalJournal(Journal journal, Blow blow) {
    this.journal = journal;
    this.blow = blow;
    journal.after(0).forEach(this::take);
  }

  /// How many entries count so far.
  synchronized int count() {
    return count;
  }

  @Override
  public synchronized Entry append(RunId run, long after, Instant at, RunEvent event) {
    if (counts(event)) {
      dieAt(Moment.BEFORE, count + 1);
    }
    var entry = journal.append(run, after, at, event);
    take(entry);
    if (counts(event)) {
      dieAt(Moment.AFTER, count);
    }
    return entry;
  }

  private void take(Entry entry) {
    if (entry.event() instanceof RunEvent.Recovered) {
      recoveries.add(entry.number());
    } else if (counts(entry.event())) {
      count++;
    }
  }

  private boolean counts(RunEvent event) {
    return switch (event) {
      case RunEvent.Recovered _ -> false;
      case RunEvent.Posted posted -> !recoveries.contains(posted.entry());
      default -> true;
    };
  }

  @Override
  public List<Entry> after(long number) {
    return journal.after(number);
  }

  @Override
  public String seal(long number) {
    return journal.seal(number);
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
