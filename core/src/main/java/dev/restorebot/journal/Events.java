package dev.restorebot.journal;

import dev.restorebot.journal.EventRecord.RulingRecord;
import dev.restorebot.run.RunEvent;

/// What each event of today is stored as; [EventRecord#event] is the way back.
final class Events {
  private Events() {}

  /// @throws IllegalArgumentException for what is never stored
  static EventRecord record(RunEvent event) {
    return switch (event) {
      case RunEvent.Asked(var by, var request, var where) ->
        new EventRecord.Asked(by.id(), RequestRecord.of(request), where);
      case RunEvent.TurnedAway(var by, var request, var reason) ->
        new EventRecord.TurnedAway(by.id(), RequestRecord.of(request), reason);
      case RunEvent.Planned(var plan) -> new EventRecord.Planned(PlanRecord.of(plan));
      case RunEvent.Refused(var reason, var hint) -> new EventRecord.Refused(reason, hint);
      case RunEvent.Replanned(var plan, var differences) ->
        new EventRecord.Replanned(PlanRecord.of(plan), differences);
      case RunEvent.GateOpened(var gate, var fingerprint, var asker, var expires, var needed, var deciders, var glass) ->
        new EventRecord.GateOpened(Words.GATES.of(gate), fingerprint.value(), asker.id(), expires, needed, deciders,
            glass);
      case RunEvent.Chosen(var by, var gate, var fingerprint, var choice, var reason, var ruling) ->
        new EventRecord.Chosen(by.id(), Words.GATES.of(gate), fingerprint.value(), Words.CHOICES.of(choice), reason,
            new RulingRecord(Words.STANDINGS.of(ruling.effect()), ruling.words()));
      case RunEvent.GlassBroken(var by, var gate, var fingerprint, var reason, var passes) ->
        new EventRecord.GlassBroken(by.id(), Words.GATES.of(gate), fingerprint.value(), reason, passes);
      case RunEvent.BreakGlassRejected(var by, var gate, var fingerprint, var reason, var refusal) ->
        new EventRecord.GlassHeld(by.id(), Words.GATES.of(gate), fingerprint.value(), reason, refusal);
      case RunEvent.GlassPassed(var gate) -> new EventRecord.GlassPassed(Words.GATES.of(gate));
      case RunEvent.Reminded(var gate, var expires) -> new EventRecord.Reminded(Words.GATES.of(gate), expires);
      case RunEvent.Expired(var gate) -> new EventRecord.Expired(Words.GATES.of(gate));
      case RunEvent.AskedAgain(var by) -> new EventRecord.AskedAgain(by.id());
      case RunEvent.RequestRejected(var by, var what, var refusal) ->
        new EventRecord.AskedInVain(by.id(), what, refusal);
      case RunEvent.StepStarted(var step, var attempt) -> new EventRecord.StepStarted(Words.STEPS.of(step), attempt);
      case RunEvent.AttemptLost(var step, var attempt, var how, var output) ->
        new EventRecord.AttemptLost(Words.STEPS.of(step), attempt, how, output);
      case RunEvent.StepDone(var step, var result, var waits) ->
        new EventRecord.StepDone(Words.STEPS.of(step), ResultRecord.of(result), WaitRecord.of(waits));
      case RunEvent.StepFailed(var step, var reason, var hint, var result, var waits) ->
        new EventRecord.StepFailed(Words.STEPS.of(step), reason, hint, ResultRecord.of(result), WaitRecord.of(waits));
      case RunEvent.CancelAsked(var by) -> new EventRecord.CancelAsked(by.id());
      case RunEvent.UndoAsked(var by) -> new EventRecord.UndoAsked(by.id());
      case RunEvent.PurgeAsked(var by) -> new EventRecord.PurgeAsked(by.id());
      case RunEvent.Recovered() -> new EventRecord.Recovered();
      case RunEvent.Parked(var why, var byHand) -> new EventRecord.Parked(why, byHand);
      case RunEvent.Closed(var by) -> new EventRecord.Closed(by.id());
      case RunEvent.Posted(var frontEnd, var entry, var message) -> new EventRecord.Posted(frontEnd, entry, message);
      case RunEvent.Shown(var frontEnd, var entry) -> new EventRecord.Shown(frontEnd, entry);
      case RunEvent.Ended(var outcome) -> new EventRecord.Ended(Words.OUTCOMES.of(outcome));
      case RunEvent.Unreadable unreadable ->
        throw new IllegalArgumentException("what could not be read is never stored: " + unreadable);
    };
  }
}
