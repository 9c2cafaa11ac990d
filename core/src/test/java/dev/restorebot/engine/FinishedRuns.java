package dev.restorebot.engine;

import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The journal of years, in memory: runs that are over, of several services in turn. Most are restores that can still be undone or purged;
/// before each hundred of those, every service had a drill, which failed.
public final class FinishedRuns implements Journal {
  private final List<Entry> entries = new ArrayList<>();
  private final List<RunEvent> restore = restore();
  private int runs;

  /// @param ended when the last of them ended; each took an hour
  public FinishedRuns(List<ServiceName> services, int runs, Instant ended) {
    while (this.runs < runs) {
      var at = ended.minus(Duration.ofHours((long) runs - this.runs));
      var service = services.get(this.runs % services.size());
      if (this.runs % (100 + services.size()) < services.size()) {
        happens(at, List.of(new Asked(Tale.ALICE,
            new Request(service, new Intent.Drill(new Selector.Latest(), Intent.Mirrors.NOW), null, Set.of()), ""),
            new Refused("the backup cannot be read", "")));
      } else {
        var events = new ArrayList<>(restore);
        events.set(0, new Asked(Tale.ALICE, new Request(service, new PlanWorld().request().intent(), null, Set.of()),
            ""));
        happens(at, events);
      }
    }
  }

  private void happens(Instant at, List<RunEvent> events) {
    var run = new RunId("r-past" + runs++);
    events.forEach(event -> append(run, 0, at, event));
  }

  private static List<RunEvent> restore() {
    var tale = new Tale(1);
    for (var words : List.of("asked", "planned", "gate", "bob: Approve", "stage starts", "stage done", "gate",
        "bob: Replace data")) {
      tale.happens(tale.event(words));
    }
    for (var step : List.of(Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME, Step.ANNOUNCE, Step.VERIFY,
        Step.CLEAN_UP)) {
      tale.happens(tale.event(step.word() + " starts"));
      tale.happens(tale.event(step.word() + " done"));
    }
    tale.happens(tale.event("ended"));
    return tale.entries().stream().map(Entry::event).toList();
  }

  @Override
  public synchronized Entry append(RunId run, long after, Instant at, RunEvent event) {
    var entry = new Entry(entries.size() + 1, run, at, event);
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized List<Entry> after(long number) {
    return List.copyOf(entries.subList((int) number, entries.size()));
  }

  @Override
  public String seal(long number) {
    return "seal-" + number;
  }
}
