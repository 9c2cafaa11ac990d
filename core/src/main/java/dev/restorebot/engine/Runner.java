package dev.restorebot.engine;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.Note;
import dev.restorebot.facts.Preflight;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Waits;
import dev.restorebot.jobs.Workers;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceName;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Takes a run as far as it goes without people. Intent is journaled before an effect, and the outcome after it; so killed
/// anywhere, a runner that starts again from the journal goes on where this one was. Confined to the run's thread.
final class Runner {
  private final Ledger ledger;
  private final Map<ServiceName, ManagedService> sites;
  private final Policy policy;
  private final Preflight preflight;
  private final Steps steps;
  private final InstantSource time;

  Runner(Ledger ledger, Map<ServiceName, ManagedService> sites, Policy policy, Preflight preflight, Steps steps,
      InstantSource time) {
    this.ledger = ledger;
    this.sites = sites;
    this.policy = policy;
    this.preflight = preflight;
    this.steps = steps;
    this.time = time;
  }

  /// Goes on until the run waits for people or is over.
  void drive(RunId run) throws InterruptedException {
    while (true) {
      var state = ledger.run(run).orElseThrow().state();
      switch (state) {
        case RunState.Resolving(_, var request) -> resolve(run, state, request);
        case RunState.Between(var course) -> goOn(run, state, course);
        case RunState.Acting(var course, var step, var attempt) -> act(run, course, step, attempt);
        case RunState.Unborn _, RunState.Waiting _, RunState.Paused _, RunState.Dismissed _, RunState.Over _, RunState.Parked _, RunState.Opaque _ -> {
          return;
        }
      }
    }
  }

  private void resolve(RunId run, RunState state, Request request) throws InterruptedException {
    var site = site(request.service());
    var came = append(run, state, switch (decide(run, site, request)) {
      case Decision.Planned(var plan) -> new Planned(plan);
      case Decision.Refused(var reason, var hint) -> new Refused(reason, hint);
    });
    if (!came) {
      // They have cancelled it meanwhile.
      steps.over(run, site);
    }
  }

  /// With a worker that waits where it is planned, and with none where it is refused.
  private Decision decide(RunId run, ManagedService site, Request request) throws InterruptedException {
    if (request.isDrill()) {
      return preflight.plan(run, site, request);
    }
    var unready = preflight.ready(run, site, before(run, request.service()));
    if (unready.isPresent()) {
      return unready.get();
    }
    var decision = preflight.plan(run, site, request);
    if (decision instanceof Decision.Refused) {
      steps.over(run, site);
    }
    return decision;
  }

  /// The last run about `service` before `run`, if that is over.
  private Optional<RunId> before(RunId run, ServiceName service) {
    return ledger.about(service).reversed().stream()
        .filter(other -> !other.id().equals(run) && !Drills.isDrill(other)).findFirst()
        .filter(other -> other.state().over()).map(Ledger.Run::id);
  }

  private void goOn(RunId run, RunState state, RunProgress course) throws InterruptedException {
    var gate = course.due();
    if (gate.isPresent()) {
      openGate(run, state, course, gate.get());
    } else if (course.next().isPresent()) {
      start(run, state, course, course.next().get());
    } else {
      end(run, state, course);
    }
  }

  /// Killed before it has left its note, it leaves none: the run is over, and its thread has the seal.
  private void end(RunId run, RunState seen, RunProgress course) {
    var site = Optional.ofNullable(sites.get(course.plan().service()));
    site.ifPresent(there -> steps.over(run, there));
    var ended = ledger.append(run, now -> now.state().equals(seen)
        ? Optional.of(new Ended(course.heading().outcome()))
        : Optional.empty());
    ended.map(Entry::number).ifPresent(
        entry -> site.ifPresent(there -> steps.sealed(run, there, Note.sealed(entry, ledger.seal(entry)))));
  }

  private void openGate(RunId run, RunState state, RunProgress course, Gate gate) throws InterruptedException {
    var first = course.result(Step.STAGE).isEmpty();
    var old = !gate.patient() && !afterwards(gate) && (!first || askedAgain(run));
    if (old && !stillSo(run, state, course)) {
      return;
    }
    var expires = time.instant().plus(policy.expireAfter());
    append(run, state, new GateOpened(gate, course.named(), course.asker(), expires,
        policy.needed(gate), policy.deciders(course.asker()), policy.breakGlass(gate).orElse(null)));
  }

  /// True if the gate stands before what people ask for when a run is over.
  private static boolean afterwards(Gate gate) {
    return gate == Gate.UNDO || gate == Gate.PURGE;
  }

  /// True if the plan is from before a pause, which may have lasted for days.
  private boolean askedAgain(RunId run) {
    return ledger.run(run).orElseThrow().entries().reversed().stream().map(Entry::event)
        .filter(event -> event instanceof AskedAgain || event instanceof Planned || event instanceof Replanned)
        .findFirst().filter(AskedAgain.class::isInstance).isPresent();
  }

  private void start(RunId run, RunState state, RunProgress course, Step step) throws InterruptedException {
    var behindAGate = course.heading().outcome() == Outcome.RESTORED && (step == Step.STAGE || step == Step.QUIESCE);
    if (!behindAGate || stillSo(run, state, course)) {
      append(run, state, new StepStarted(step, course.attempts(step) + 1));
    }
  }

  /// Gathers the facts again. If the plan they make is another one, or none, that is journaled and false is the answer.
  private boolean stillSo(RunId run, RunState state, RunProgress course) throws InterruptedException {
    return switch (preflight.again(run, site(course.plan().service()), course)) {
      case Decision.Planned(Plan now) when course.plan().decidesAs(now) -> true;
      case Decision.Planned(var now) -> {
        append(run, state, new Replanned(now, course.plan().differences(now)));
        yield false;
      }
      case Decision.Refused(var reason, var hint) -> {
        append(run, state, new Refused("the plan no longer holds: " + reason, hint));
        yield false;
      }
    };
  }

  private void act(RunId run, RunProgress course, Step step, int attempt) throws InterruptedException {
    var waits = new Waits(time);
    var outcome = waits.of(() -> steps.attempt(run, site(course.plan().service()), course, step, attempt));
    switch (outcome) {
      case StepOutcome.Done(var result) -> append(run, new StepDone(step, result, waits.told()));
      case StepOutcome.Failed(var reason, var hint, var result) ->
        append(run, new StepFailed(step, reason, hint, result, waits.told()));
      case StepOutcome.Lost(var how, var hint, var again, var output) -> {
        append(run, new AttemptLost(step, attempt, how, output));
        append(run, again == Again.TRY && attempt < Workers.ATTEMPTS
            ? new StepStarted(step, attempt + 1)
            : new StepFailed(step, Workers.times(how, attempt), hint, StepResult.nothing(), waits.told()));
      }
    }
  }

  private void append(RunId run, RunEvent event) {
    ledger.append(run, _ -> Optional.of(event));
  }

  /// Appends unless people changed the run's state meanwhile; then the answer is false.
  private boolean append(RunId run, RunState seen, RunEvent event) {
    return ledger.append(run, now -> now.state().equals(seen) ? Optional.of(event) : Optional.empty()).isPresent();
  }

  private ManagedService site(ServiceName service) {
    var site = sites.get(service);
    if (site == null) {
      throw new IllegalStateException("the service " + service + " is no longer configured; a run of it is not over");
    }
    return site;
  }
}
