package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.kind.Addition;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.plan.Term;
import dev.restorebot.run.CompletedSteps.Additions;
import dev.restorebot.volume.Report.Replaced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A run that has a plan: what lies behind it and where it is heading.
///
/// @param asker who asked for what is under way: the restore, or its undo or purge
public record RunProgress(Request request, Person asker, Plan plan, RemainingSteps heading, CompletedSteps history) {
  private static final List<Step> RESTORE = List.of(Step.STAGE, Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME,
      Step.ANNOUNCE, Step.VERIFY, Step.CLEAN_UP);
  private static final List<Step> AMEND = List.of(Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME, Step.ANNOUNCE,
      Step.VERIFY, Step.CLEAN_UP);
  private static final List<Step> DRILL = List.of(Step.DRILL, Step.CLEAN_UP);
  private static final List<Step> UNDO = List.of(Step.QUIESCE, Step.UNDO, Step.RESUME, Step.CLEAN_UP);
  private static final List<Step> PURGE = List.of(Step.PURGE, Step.CLEAN_UP);

  /// The course of what has just been planned.
  public static RunProgress planned(Request request, Person asker, Plan plan) {
    var heading = switch (request.intent()) {
      case Intent.Restore(_, _, var reach) when reach == Reach.PLAN -> previewed();
      case Intent.Amend(_, var reach) when reach == Reach.PLAN -> previewed();
      case Intent.Restore _, Intent.Amend _ -> new RemainingSteps(steps(request), Outcome.RESTORED, null, null);
      case Intent.Drill _ -> new RemainingSteps(steps(request), Outcome.DRILLED, null, null);
    };
    return new RunProgress(request, asker, plan, heading, CompletedSteps.NONE);
  }

  private static RemainingSteps previewed() {
    return new RemainingSteps(List.of(), Outcome.PREVIEWED, null, null);
  }

  private static List<Step> steps(Request request) {
    return switch (request.intent()) {
      case Intent.Restore _ -> RESTORE;
      case Intent.Amend _ -> AMEND;
      case Intent.Drill _ -> DRILL;
    };
  }

  /// What people agreed to have added.
  public List<Addition> agreed() {
    return history.additions() == Additions.AGREED ? plan.loss().additions() : List.of();
  }

  /// What the button for `choice` says in this run.
  public String label(Choice choice) {
    return choice == Choice.ADD && plan.adds() ? plan.words().label() : choice.label();
  }

  /// The course that puts back what this one displaced.
  public RunProgress undo(Person by, Outcome ended) {
    return afterwards(by, new RemainingSteps(UNDO, Outcome.UNDONE, ended, null));
  }

  /// The course that deletes what this one displaced or set aside.
  RunProgress purge(Person by, Outcome ended) {
    var purged = result(Step.UNDO).isPresent() ? Outcome.UNDONE_PURGED : Outcome.PURGED;
    return afterwards(by, new RemainingSteps(PURGE, purged, ended, null));
  }

  private RunProgress afterwards(Person by, RemainingSteps next) {
    return new RunProgress(request, by, plan, next, history.passed(Set.of()));
  }

  /// The steps that are left.
  public List<Step> remaining() {
    return heading.remaining();
  }

  /// The step that is due, if any is left.
  public Optional<Step> next() {
    return remaining().stream().findFirst();
  }

  /// How the run had ended before what was asked of it afterwards, if anything was.
  public Optional<Outcome> stood() {
    return Optional.ofNullable(heading.stood());
  }

  /// The gate at which people must decide now, if there is one.
  public Optional<Gate> due() {
    if (heading.trouble() != null) {
      return Optional.of(decision(heading.trouble()));
    }
    return next().stream().flatMap(this::gatesBefore).filter(gate -> !history.passed().contains(gate)).findFirst();
  }

  private Gate decision(Step failed) {
    var liveAndServing = heading.outcome().stands() && failed != Step.UNDO;
    return liveAndServing ? Gate.CHECKS : Gate.REPAIR;
  }

  private Stream<Gate> gatesBefore(Step step) {
    return switch (step) {
      case STAGE -> Stream.of(Gate.START);
      case QUIESCE -> undoing() ? Stream.of(Gate.UNDO) : gatesBeforeDowntime();
      case PURGE -> Stream.of(Gate.PURGE);
      case DRILL, CONFIRM, REPLACE, UNDO, RESUME, ANNOUNCE, VERIFY, CLEAN_UP, DISCARD -> Stream.empty();
    };
  }

  private Stream<Gate> gatesBeforeDowntime() {
    if (request.amends()) {
      return Stream.of(Gate.AMEND);
    }
    return plan.adds() ? Stream.of(Gate.AMEND, Gate.REPLACE) : Stream.of(Gate.REPLACE);
  }

  /// What `step` left behind, if it ended.
  public Optional<StepResult> result(Step step) {
    return Optional.ofNullable(history.results().get(step));
  }

  /// What the replacement did, if it is known to be done.
  public Optional<Replaced> replaced() {
    return result(Step.REPLACE).orElse(null) instanceof StepResult.Worked(Replaced replaced, _)
        ? Optional.of(replaced)
        : Optional.empty();
  }

  /// How often `step` was started.
  public int attempts(Step step) {
    return history.attempts().getOrDefault(step, 0);
  }

  /// True once the live data may have been touched.
  public boolean replacing() {
    return attempts(Step.REPLACE) > 0;
  }

  /// True if the service was not stopped for this run yet.
  boolean serving() {
    return attempts(Step.QUIESCE) == 0;
  }

  /// True while the plan may turn out not to hold any more: nothing live was replaced yet.
  boolean provisional() {
    return remaining().contains(Step.REPLACE) && !replacing();
  }

  /// True while people can want out.
  boolean cancellable() {
    return provisional() || remaining().contains(Step.DRILL);
  }

  /// True if people want out and nothing live was replaced yet.
  boolean left() {
    return heading.outcome() == Outcome.CANCELLED && remaining().contains(Step.REPLACE);
  }

  /// True if this is the undo of data that went live, wanted by people.
  public boolean undoing() {
    return heading.outcome() == Outcome.UNDONE || heading.outcome() == Outcome.TAKEN_BACK;
  }

  /// The course on which what the plan would add is left out.
  RunProgress withoutAdditions() {
    return with(heading, history.leavingOutAdditions());
  }

  RunProgress passing(Gate gate) {
    return with(heading, history.passing(gate));
  }

  /// The same course on a plan that has changed: what was approved must be approved again, and what is staged must be
  /// staged again if it is no longer what would be installed.
  RunProgress on(Plan changed) {
    var staged = result(Step.STAGE).isPresent() && changed.snapshot().sources().equals(plan.snapshot().sources())
        && changed.snapshot().mirrors().equals(plan.snapshot().mirrors());
    return staged
        ? new RunProgress(request, asker, changed, heading, history.passed(Set.of(Gate.START)))
        : new RunProgress(request, asker, changed, heading.towards(steps(request), heading.outcome()),
            history.passed(Set.of()));
  }

  /// What a choice at the gate that is due must name: the plan, and after a failure also which attempt it was, so that
  /// nobody decides on results they have not seen.
  public Fingerprint named() {
    var trouble = heading.trouble();
    return trouble == null
        ? plan.fingerprint()
        : Fingerprint.of(List.of(new Term("trouble", new TreeMap<>(Map.of("plan", plan.fingerprint().value(), "step",
            trouble.name(), "attempt", Integer.toString(attempts(trouble)))), "")));
  }

  RunProgress starting(Step step, int attempt) {
    return with(heading, history.starting(step, attempt));
  }

  RunProgress past(Step step) {
    return with(heading.past(step), history);
  }

  public RunProgress having(Step step, StepResult result) {
    return with(heading, history.having(step, result));
  }

  /// The course on which people must decide what to do about the failure of `step`.
  RunProgress stuckAt(Step step) {
    return with(heading.stuckAt(step), history);
  }

  /// The course that makes good: what was begun is taken back, and the run ends as `outcome`.
  RunProgress retreat(Outcome outcome) {
    var back = new ArrayList<Step>();
    if (replacing()) {
      back.add(Step.UNDO);
    }
    if (attempts(Step.QUIESCE) > 0) {
      back.add(Step.RESUME);
    }
    if (attempts(Step.STAGE) > 0) {
      back.add(Step.DISCARD);
      back.add(Step.CLEAN_UP);
    }
    return with(heading.towards(back, outcome), history);
  }

  /// The course that puts displaced data back because a check failed; what had been restored is set aside.
  RunProgress takeBack() {
    return with(heading.towards(UNDO, Outcome.TAKEN_BACK), history.passing(Gate.UNDO));
  }

  /// The course that finishes although a check failed. A service that is not up is started once more before that.
  RunProgress accept() {
    return startingOnceMore(Outcome.ACCEPTED);
  }

  /// The course that starts the service on whatever is live, and ends.
  RunProgress leave() {
    return startingOnceMore(Outcome.LEFT);
  }

  /// Nobody can decide that a service stays stopped; where it was told to start for this very end and does not come up, that is not
  /// waited for again.
  private RunProgress startingOnceMore(Outcome outcome) {
    var inVain = heading.outcome() == outcome && heading.trouble() == Step.RESUME;
    var start = !inVain && (outcome == Outcome.LEFT || remaining().contains(Step.RESUME));
    return with(heading.towards(start ? List.of(Step.RESUME, Step.CLEAN_UP) : List.of(Step.CLEAN_UP), outcome),
        history);
  }

  /// True if the service is started on whatever is live.
  public boolean leaving() {
    return heading.outcome() == Outcome.LEFT;
  }

  /// The course on which what failed is tried again, with what led to it.
  RunProgress again() {
    var steps =
        next().equals(Optional.of(Step.VERIFY)) ? List.of(Step.ANNOUNCE, Step.VERIFY, Step.CLEAN_UP) : remaining();
    return with(heading.towards(steps, heading.outcome()), history);
  }

  /// The course after the service could not be stopped for an undo: it serves what it served before.
  RunProgress serveOn() {
    return with(stood().map(before -> heading.towards(List.of(Step.RESUME, Step.CLEAN_UP), before))
        .orElseGet(() -> heading.towards(List.of(Step.RESUME, Step.VERIFY, Step.CLEAN_UP), Outcome.RESTORED)), history);
  }

  /// The course after a drill failed.
  RunProgress unproven() {
    var outcome = heading.outcome() == Outcome.CANCELLED ? Outcome.CANCELLED : Outcome.UNPROVEN;
    return with(heading.towards(List.of(Step.CLEAN_UP), outcome), history);
  }

  /// The course after a purge failed: nobody waits for it, and it may be asked for again.
  RunProgress purgeUnfinished() {
    return with(heading.towards(List.of(Step.CLEAN_UP), Outcome.PURGE_UNFINISHED), history);
  }

  /// The same course, to be left as soon as the step under way has ended.
  RunProgress leavingFor(Outcome outcome) {
    return with(heading.leavingFor(outcome), history);
  }

  /// The course that does nothing more and ends as `outcome`.
  RunProgress ending(Outcome outcome) {
    return with(heading.towards(List.of(), outcome), history);
  }

  private RunProgress with(RemainingSteps newHeading, CompletedSteps newHistory) {
    return new RunProgress(request, asker, plan, newHeading, newHistory);
  }
}
