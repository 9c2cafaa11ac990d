package dev.restorebot.engine;

import dev.restorebot.plan.Intent.OfSnapshot;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunState;
import dev.restorebot.run.Runs;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.volume.Report.Drilled;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The drills so far, as the journal tells. Thread-safe.
final class Drills {
  private final Runs runs;
  /// When a drill of the newest snapshot was last asked for.
  private final Map<ServiceName, Instant> asked = new HashMap<>();
  private long read;

  /// Reads what happened so far; later, only what is new.
  Drills(Runs runs) {
    this.runs = runs;
    read();
  }

  static boolean isDrill(Run run) {
    return run.request().filter(Request::isDrill).isPresent();
  }

  /// The last one of `service` that passed.
  Optional<PastDrill> last(ServiceName service) {
    return runs.about(service).reversed().stream().filter(Drills::isDrill).flatMap(run -> passed(run).stream())
        .findFirst();
  }

  private static Optional<PastDrill> passed(Run run) {
    return run.state() instanceof RunState.Over(var course, var outcome) && outcome == Outcome.DRILLED
        && course.result(Step.DRILL).orElse(null) instanceof StepResult.Worked(Drilled drilled, _)
            ? Optional.of(past(course.plan(), drilled))
            : Optional.empty();
  }

  private static PastDrill past(Plan plan, Drilled drilled) {
    return new PastDrill(plan.at(), plan.snapshot().size(), drilled.took().staging(), drilled.took().replacing());
  }

  /// True while one is not over, of whatever service.
  boolean underWay() {
    return runs.open().stream().anyMatch(run -> isDrill(run) && !(run.state() instanceof RunState.Parked));
  }

  /// True if the schedule of `service` wants a drill of the newest snapshot by now, and nobody has asked for one since.
  boolean due(ServiceDefinition service, Instant now) {
    return service.drills().lastAtOrBefore(now)
        .filter(due -> asked(service.name()).filter(at -> !at.isBefore(due)).isEmpty()).isPresent();
  }

  private synchronized Optional<Instant> asked(ServiceName service) {
    read();
    return Optional.ofNullable(asked.get(service));
  }

  private void read() {
    for (var told : runs.transitionsAfter(read)) {
      read = told.entry().number();
      if (told.before() instanceof RunState.Unborn && told.entry().event() instanceof Asked(_, var request, _)
          && ofTheNewest(request)) {
        asked.merge(request.service(), told.entry().at(), (one, other) -> one.isAfter(other) ? one : other);
      }
    }
  }

  private static boolean ofTheNewest(Request request) {
    return request.isDrill() && request.intent() instanceof OfSnapshot of && of.selector() instanceof Selector.Latest;
  }
}
