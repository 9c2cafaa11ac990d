package dev.restorebot.bot.crash;

import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// A journal at one of whose entries something happens, once, before the run goes on. Thread-safe.
public final class Meddler implements Journal {
  private final Journal journal;
  private final Predicate<RunEvent> moment;
  private final boolean ahead;
  private final Runnable deed;
  private boolean done;

  private Meddler(Journal journal, Predicate<RunEvent> moment, boolean ahead, Runnable deed) {
    this.journal = journal;
    this.ahead = ahead;
    this.moment = moment;
    this.deed = deed;
  }

  /// When `step` has been done.
  public static Meddler after(Step step, Runnable deed, Journal journal) {
    return new Meddler(journal, event -> event instanceof RunEvent.StepDone(var ended, _, _) && ended == step, false,
        deed);
  }

  /// When `step` has been done, and that is not written down yet.
  public static Meddler unnoted(Step step, Runnable deed, Journal journal) {
    return new Meddler(journal, event -> event instanceof RunEvent.StepDone(var ended, _, _) && ended == step, true,
        deed);
  }

  /// When `step` is about to be done.
  public static Meddler before(Step step, Runnable deed, Journal journal) {
    return new Meddler(journal, event -> event instanceof RunEvent.StepStarted(var begun, _) && begun == step, false,
        deed);
  }

  @Override
  public synchronized Entry append(RunId run, long after, Instant at, RunEvent event) {
    var now = !done && moment.test(event);
    done |= now;
    if (now && ahead) {
      deed.run();
    }
    var entry = journal.append(run, after, at, event);
    if (now && !ahead) {
      deed.run();
    }
    return entry;
  }

  @Override
  public List<Entry> after(long number) {
    return journal.after(number);
  }

  @Override
  public String seal(long number) {
    return journal.seal(number);
  }
}
