package dev.restorebot.run;

import dev.restorebot.plan.Intent.OfSnapshot;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.worker.Report.Drilled;
import java.time.Instant;
import java.util.Optional;

/// The drills so far, as the journal tells. Thread-safe.
final class Drills {
  private final Ledger ledger;

  Drills(Ledger ledger) {
    this.ledger = ledger;
  }

  static boolean isDrill(Run run) {
    return run.request().filter(Request::isDrill).isPresent();
  }

  /// The last one of `service` that passed.
  Optional<PastDrill> last(ServiceName service) {
    return ledger.runs().reversed().stream().filter(run -> isOf(service, run)).flatMap(run -> passed(run).stream())
        .findFirst();
  }

  private static boolean isOf(ServiceName service, Run run) {
    return isDrill(run) && run.isAbout(service);
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
    return ledger.open().stream().anyMatch(run -> isDrill(run) && !(run.state() instanceof RunState.Parked));
  }

  /// True if the schedule of `service` wants a drill of the newest snapshot by now, and nobody has asked for one since.
  boolean due(ServiceDefinition service, Instant now) {
    return service.drills().lastAtOrBefore(now).filter(due -> ledger.runs().reversed().stream()
        .noneMatch(run -> isOf(service.name(), run) && ofTheNewest(run) && askedSince(due, run))).isPresent();
  }

  private static boolean ofTheNewest(Run run) {
    return run.request().filter(request -> request.intent() instanceof OfSnapshot of
        && of.selector() instanceof Selector.Latest).isPresent();
  }

  private static boolean askedSince(Instant due, Run run) {
    var first = run.entries().getFirst();
    return first.event() instanceof Asked && !first.at().isBefore(due);
  }
}
