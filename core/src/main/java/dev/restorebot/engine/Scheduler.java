package dev.restorebot.engine;

import dev.restorebot.approval.Person;
import dev.restorebot.engine.Engine.Answer;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.Runs;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.Selector;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Does what time alone does: to gates, to drills that are due, and to runs that were stopped by a failing journal. Looks at the runs
/// that are not over, and at no other.
final class Scheduler {
  /// Who asks for what is due.
  private static final Person SCHEDULE = new Person("restorebot:schedule");

  private final Runs runs;
  private final List<ServiceDefinition> services;
  private final Deadlines deadlines;
  private final Drills drills;
  private final Admission admission;
  private final Threads threads;
  private final InstantSource time;

  /// @param services what may have to be drilled
  Scheduler(Runs runs, List<ServiceDefinition> services, Deadlines deadlines, Drills drills, Admission admission,
      Threads threads, InstantSource time) {
    this.runs = runs;
    this.services = services.stream().sorted(Comparator.comparing(service -> service.name().value())).toList();
    this.deadlines = deadlines;
    this.drills = drills;
    this.admission = admission;
    this.threads = threads;
    this.time = time;
  }

  /// Does what is due. To be called every few seconds.
  void tick() {
    if (!drills.underWay()) {
      drillNext();
    }
    for (var run : runs.open()) {
      deadlines.settle(run.id());
      deadlines.remind(run.id());
      if (!run.state().resting()) {
        threads.wake(run.id());
      }
    }
  }

  /// Begins one of the drills that are due; they are made one after the other. One that something stands against is tried again at
  /// the next tick.
  private void drillNext() {
    var now = time.instant();
    var _ = services.stream().filter(service -> drills.due(service, now)).anyMatch(this::drill);
  }

  private boolean drill(ServiceDefinition service) {
    var request = new Request(service.name(), new Intent.Drill(new Selector.Latest(), Mirrors.NOW), null, Set.of());
    return admission.begin(new Asked(SCHEDULE, request, "")) instanceof Answer.Taken;
  }
}
