package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.PendingApproval.Consent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.volume.Report;
import java.util.Optional;

/// Where a run stands: a fold over its events by [#after], which is the whole state machine.
public sealed interface RunState {
  /// Nothing happened yet.
  record Unborn() implements RunState {}

  /// Asked for; the facts are being gathered.
  record Resolving(Person asker, Request request) implements RunState {}

  /// Over before there was a plan.
  record Dismissed(Person asker, Request request, Outcome outcome) implements RunState {}

  /// Between two steps.
  record Between(RunProgress course) implements RunState {}

  /// Waiting for people.
  record Waiting(RunProgress course, PendingApproval gate) implements RunState {}

  /// Nobody decided at `gate` in time: nothing happens until a person asks again or cancels. Nothing live was touched.
  record Paused(RunProgress course, Gate gate) implements RunState {}

  /// A step was started; how it ended is not known.
  record Acting(RunProgress course, Step step, int attempt) implements RunState {}

  /// Over.
  record Over(RunProgress course, Outcome outcome) implements RunState {}

  /// Not over, as far as the journal tells, and an entry of it cannot be read: where it stands is not known. Nothing happens by
  /// itself; people see to it by hand and close it.
  record Parked(Known known) implements RunState {}

  /// Over, and an entry of it cannot be read: how it ended is known, and not enough to undo or to purge it.
  record Opaque(Known known, Outcome outcome) implements RunState {}

  /// The state after `event`.
  ///
  /// @throws IllegalStateException if `event` cannot follow this state
  default RunState after(RunEvent event) {
    record Turn(RunState state, RunEvent event) {}
    return switch (new Turn(this, event)) {
      case Turn(_, Posted _), Turn(_, Shown _), Turn(_, Recovered _) -> this;
      case Turn(_, Unreadable unreadable) -> without(unreadable);
      case Turn(var now, RunEvent.Parked _) -> now.over() ? now : new Parked(known());
      case Turn(var now, Closed _) when now.over() || now instanceof Parked -> new Opaque(known(), Outcome.CLOSED);
      case Turn(Parked(var known), Ended(var outcome)) -> new Opaque(known, outcome);
      case Turn(Parked(var known), RunEvent more) -> new Parked(known.with(more));
      case Turn(Opaque _, Chosen _), Turn(Opaque _, BreakGlassRejected _), Turn(Opaque _, RequestRejected _) -> this;
      case Turn(Opaque(var known, _), RunEvent more) -> new Parked(known.with(more));
      case Turn(Unborn _, Asked(var by, var request, _)) -> new Resolving(by, request);
      case Turn(Unborn _, TurnedAway(var by, var request, _)) -> new Dismissed(by, request, Outcome.REFUSED);
      case Turn(Resolving(var by, var request), Planned(var plan)) ->
        new Between(RunProgress.planned(request, by, plan));
      case Turn(Resolving(var by, var request), Refused _) -> new Dismissed(by, request,
          request.isDrill() ? Outcome.UNPROVEN : Outcome.REFUSED);
      case Turn(Resolving(var by, var request), CancelAsked _) -> new Dismissed(by, request, Outcome.CANCELLED);
      case Turn(Between(var course), Refused _) when course.provisional() ->
        new Between(course.retreat(Outcome.REFUSED));
      case Turn(Between(var course), Replanned(var plan, _)) when course.provisional() && course.serving() ->
        new Between(course.on(plan));
      case Turn(Between(var course), GateOpened opened) when course.due().equals(Optional.of(opened.gate())) ->
        new Waiting(course, PendingApproval.of(opened));
      case Turn(Between(var course), StepStarted(var step, var attempt)) when course.due().isEmpty()
          && course.next().equals(Optional.of(step)) ->
        new Acting(course.starting(step, attempt), step, attempt);
      case Turn(Acting(var course, var step, _), StepStarted(var again, var attempt)) when step == again ->
        new Acting(course.starting(step, attempt), step, attempt);
      case Turn(Acting(_, var step, var attempt), AttemptLost lost) when step == lost.step()
          && attempt == lost.attempt() ->
        this;
      case Turn(Acting(var course, var step, _), StepDone(var done, var result, _)) when step == done ->
        advanced(course.past(step).having(step, result));
      case Turn(Acting(var course, var step, _), StepFailed(var failed, _, _, var result, _)) when step == failed ->
        failed(course.having(step, result), step);
      case Turn(Waiting(var course, var gate), Chosen chosen) when chosen.ruling().counts() && gate.takes(chosen) ->
        decided(course, gate.with(new Consent(chosen.by(), chosen.choice())), chosen.choice());
      case Turn(_, Chosen chosen) when !chosen.ruling().counts() -> this;
      case Turn(_, BreakGlassRejected _), Turn(_, RequestRejected _) -> this;
      case Turn(Waiting(var course, var gate), GlassBroken broken) when gate.takes(broken) ->
        new Waiting(course, gate.with(broken));
      case Turn(Waiting(var course, var gate), GlassPassed(var passed)) when gate.gate() == passed
          && gate.glass().isPresent() ->
        new Between(course.passing(passed));
      case Turn(Waiting(var course, var gate), Expired(var expired)) when gate.gate() == expired
          && gate.closes() ->
        course.stood().<RunState>map(stood -> new Between(course.ending(stood)))
            .orElseGet(() -> new Paused(course, expired));
      case Turn(Waiting(_, var gate), Reminded(var reminded, _)) when gate.gate() == reminded && gate.closes() ->
        this;
      case Turn(Paused(var course, _), AskedAgain _) -> new Between(course);
      case Turn(Paused(var course, var gate), CancelAsked _) ->
        new Between(declined(course, gate, Outcome.CANCELLED));
      case Turn(Waiting(var course, var gate), CancelAsked _) when !gate.gate().patient() ->
        new Between(declined(course, gate.gate(), Outcome.CANCELLED));
      case Turn(Between(var course), CancelAsked _) when cancellable() ->
        new Between(course.retreat(Outcome.CANCELLED));
      case Turn(Acting(var course, var step, var attempt), CancelAsked _) when cancellable() ->
        new Acting(course.leavingFor(Outcome.CANCELLED), step, attempt);
      case Turn(Between(var course), Ended(var outcome)) when course.remaining().isEmpty()
          && course.heading().outcome() == outcome ->
        new Over(course, outcome);
      case Turn(Over(var course, var outcome), UndoAsked(var by)) when outcome.undoable() ->
        new Between(course.undo(by, outcome));
      case Turn(Over(var course, var outcome), PurgeAsked(var by)) when outcome.purgeable() ->
        new Between(course.purge(by, outcome));
      case Turn _ -> throw new IllegalStateException(event + " cannot follow: the run is " + RunWords.standing(this));
    };
  }

  /// A run that is over stays over: if what cannot be read was the beginning of something, what followed will tell.
  private RunState without(Unreadable entry) {
    if (entry.bearing() == Unreadable.Bearing.NOTE) {
      return this;
    }
    return switch (this) {
      case Over(_, var outcome) -> new Opaque(known().without(entry), outcome);
      case Dismissed(_, _, var outcome) -> new Opaque(known().without(entry), outcome);
      case Opaque(var known, var outcome) -> new Opaque(known.without(entry), outcome);
      case RunState _ -> new Parked(known().without(entry));
    };
  }

  private static RunState advanced(RunProgress course) {
    return new Between(course.left() ? course.retreat(Outcome.CANCELLED) : course);
  }

  private static RunState failed(RunProgress course, Step step) {
    return switch (step) {
      case STAGE, CONFIRM, REPLACE -> new Between(course.retreat(course.left() ? Outcome.CANCELLED : Outcome.FAILED));
      case QUIESCE -> new Between(course.undoing()
          ? course.serveOn()
          : course.retreat(course.left() ? Outcome.CANCELLED : Outcome.FAILED));
      case UNDO -> new Between(nothingUndone(course) ? course.serveOn() : course.stuckAt(step));
      case RESUME, ANNOUNCE, VERIFY -> new Between(course.stuckAt(step));
      case PURGE -> new Between(course.purgeUnfinished());
      case DRILL -> new Between(course.unproven());
      case CLEAN_UP, DISCARD -> new Between(course.past(step));
    };
  }

  /// True if people asked to undo a run that was over, and that failed before it moved anything: what was live is live.
  private static boolean nothingUndone(RunProgress course) {
    return course.undoing() && course.result(Step.UNDO)
        .orElse(null) instanceof StepResult.Worked(Report.Failed(_, _, var untouched), _) && untouched;
  }

  private static RunState decided(RunProgress course, PendingApproval gate, Choice choice) {
    if (choice.consents() && gate.consentsTo(choice) < gate.needed()) {
      return new Waiting(course, gate);
    }
    return new Between(switch (choice) {
      case APPROVE, REPLACE, PURGE -> course.passing(gate.gate());
      case UNDO -> gate.gate() == Gate.CHECKS ? course.takeBack() : course.passing(gate.gate());
      case RETRY -> course.again();
      case ACCEPT -> course.accept();
      case LEAVE -> course.leave();
      case ADD -> course.passing(gate.gate());
      case WITHOUT -> course.request().amends()
          ? declined(course, gate.gate(), Outcome.DENIED)
          : course.withoutAdditions();
      case DENY, STOP, KEEP -> declined(course, gate.gate(), Outcome.DENIED);
    });
  }

  /// What happens when nobody consents: what people asked for afterwards is dropped, and a restore is taken back.
  private static RunProgress declined(RunProgress course, Gate gate, Outcome outcome) {
    return gate == Gate.UNDO || gate == Gate.PURGE
        ? course.ending(course.stood().orElse(outcome))
        : course.retreat(outcome);
  }

  /// True if the run can be cancelled: nothing live was replaced and nothing is being taken back.
  default boolean cancellable() {
    return switch (this) {
      case Resolving _, Paused _ -> true;
      case Waiting(_, var gate) -> !gate.gate().patient();
      case Between(var course) -> course.cancellable();
      case Acting(var course, _, _) -> course.cancellable();
      case Unborn _, Dismissed _, Over _, Parked _, Opaque _ -> false;
    };
  }

  /// What is known of the run, whatever may be added to it that cannot be read.
  default Known known() {
    return switch (this) {
      case Unborn _ -> Known.NOTHING;
      case Resolving(var by, var request) -> Known.of(by, request);
      case Dismissed(var by, var request, _) -> Known.of(by, request);
      case Between(var course) -> Known.of(course);
      case Waiting(var course, _) -> Known.of(course);
      case Paused(var course, _) -> Known.of(course);
      case Acting(var course, _, _) -> Known.of(course);
      case Over(var course, _) -> Known.of(course);
      case Parked(var known) -> known;
      case Opaque(var known, _) -> known;
    };
  }

  /// True if nothing more will happen by itself and nobody is waited for.
  default boolean over() {
    return this instanceof Over || this instanceof Dismissed || this instanceof Opaque;
  }

  /// True if the run goes on only when a person says something.
  default boolean resting() {
    return over() || this instanceof Waiting || this instanceof Paused || this instanceof Parked
        || this instanceof Unborn;
  }

  /// What `choice` is called in the run: by the words of its amendment, once there is a plan.
  default String label(Choice choice) {
    return planned().map(course -> course.label(choice)).orElseGet(choice::label);
  }

  /// The course, once there is a plan.
  default Optional<RunProgress> planned() {
    return switch (this) {
      case Between(var course) -> Optional.of(course);
      case Waiting(var course, _) -> Optional.of(course);
      case Paused(var course, _) -> Optional.of(course);
      case Acting(var course, _, _) -> Optional.of(course);
      case Over(var course, _) -> Optional.of(course);
      case Unborn _, Resolving _, Dismissed _, Parked _, Opaque _ -> Optional.empty();
    };
  }
}
