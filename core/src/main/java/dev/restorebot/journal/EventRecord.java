package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of the journal in its current version, as it is stored: what happened, and with which values. People are ids,
/// plans that were seen are fingerprints.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = EventRecord.NAME)
@JsonSubTypes({@JsonSubTypes.Type(name = "asked", value = EventRecord.Asked.class),
    @JsonSubTypes.Type(name = "turned_away", value = EventRecord.TurnedAway.class),
    @JsonSubTypes.Type(name = "planned", value = EventRecord.Planned.class),
    @JsonSubTypes.Type(name = "refused", value = EventRecord.Refused.class),
    @JsonSubTypes.Type(name = "replanned", value = EventRecord.Replanned.class),
    @JsonSubTypes.Type(name = "gate_opened", value = EventRecord.GateOpened.class),
    @JsonSubTypes.Type(name = "chosen", value = EventRecord.Chosen.class),
    @JsonSubTypes.Type(name = "glass_broken", value = EventRecord.GlassBroken.class),
    @JsonSubTypes.Type(name = "glass_held", value = EventRecord.GlassHeld.class),
    @JsonSubTypes.Type(name = "glass_passed", value = EventRecord.GlassPassed.class),
    @JsonSubTypes.Type(name = "reminded", value = EventRecord.Reminded.class),
    @JsonSubTypes.Type(name = "expired", value = EventRecord.Expired.class),
    @JsonSubTypes.Type(name = "asked_again", value = EventRecord.AskedAgain.class),
    @JsonSubTypes.Type(name = "asked_in_vain", value = EventRecord.AskedInVain.class),
    @JsonSubTypes.Type(name = "step_started", value = EventRecord.StepStarted.class),
    @JsonSubTypes.Type(name = "attempt_lost", value = EventRecord.AttemptLost.class),
    @JsonSubTypes.Type(name = "step_done", value = EventRecord.StepDone.class),
    @JsonSubTypes.Type(name = "step_failed", value = EventRecord.StepFailed.class),
    @JsonSubTypes.Type(name = "cancel_asked", value = EventRecord.CancelAsked.class),
    @JsonSubTypes.Type(name = "undo_asked", value = EventRecord.UndoAsked.class),
    @JsonSubTypes.Type(name = "purge_asked", value = EventRecord.PurgeAsked.class),
    @JsonSubTypes.Type(name = "recovered", value = EventRecord.Recovered.class),
    @JsonSubTypes.Type(name = "parked", value = EventRecord.Parked.class),
    @JsonSubTypes.Type(name = "closed", value = EventRecord.Closed.class),
    @JsonSubTypes.Type(name = "posted", value = EventRecord.Posted.class),
    @JsonSubTypes.Type(name = "shown", value = EventRecord.Shown.class),
    @JsonSubTypes.Type(name = "ended", value = EventRecord.Ended.class)})
sealed interface EventRecord {
  /// The property with the name of what happened.
  String NAME = "event";

  /// The event of today that this is.
  ///
  /// @throws IllegalArgumentException if it can be none
  RunEvent event();

  record Asked(String by, RequestRecord request, String where) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Asked(new Person(by), request.request(), where);
    }
  }

  record TurnedAway(String by, RequestRecord request, String reason) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.TurnedAway(new Person(by), request.request(), reason);
    }
  }

  record Planned(PlanRecord plan) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Planned(plan.plan());
    }
  }

  record Refused(String reason, String hint) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Refused(reason, hint);
    }
  }

  record Replanned(PlanRecord plan, List<String> differences) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Replanned(plan.plan(), differences);
    }
  }

  record GateOpened(String gate, String fingerprint, String asker, Instant expires, int needed, List<String> deciders,
      @JsonSetter(nulls = Nulls.SET) @Nullable Duration glass) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.GateOpened(Words.GATES.constant(gate), new Fingerprint(fingerprint), new Person(asker),
          expires, needed, deciders, glass);
    }
  }

  record Chosen(String by, String gate, String fingerprint, String choice, String reason, RulingRecord ruling)
      implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Chosen(new Person(by), Words.GATES.constant(gate), new Fingerprint(fingerprint),
          Words.CHOICES.constant(choice), reason, ruling.ruling());
    }
  }

  record RulingRecord(String standing, String words) {
    Ruling ruling() {
      return new Ruling(Words.STANDINGS.constant(standing), words);
    }
  }

  record GlassBroken(String by, String gate, String fingerprint, String reason, Instant passes)
      implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.GlassBroken(new Person(by), Words.GATES.constant(gate), new Fingerprint(fingerprint), reason,
          passes);
    }
  }

  record GlassHeld(String by, String gate, String fingerprint, String reason, String refusal) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.BreakGlassRejected(new Person(by), Words.GATES.constant(gate), new Fingerprint(fingerprint),
          reason,
          refusal);
    }
  }

  record GlassPassed(String gate) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.GlassPassed(Words.GATES.constant(gate));
    }
  }

  record Reminded(String gate, Instant expires) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Reminded(Words.GATES.constant(gate), expires);
    }
  }

  record Expired(String gate) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Expired(Words.GATES.constant(gate));
    }
  }

  record AskedAgain(String by) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.AskedAgain(new Person(by));
    }
  }

  record AskedInVain(String by, String what, String refusal) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.RequestRejected(new Person(by), what, refusal);
    }
  }

  record StepStarted(String step, int attempt) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.StepStarted(Words.STEPS.constant(step), attempt);
    }
  }

  record AttemptLost(String step, int attempt, String how, List<String> output) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.AttemptLost(Words.STEPS.constant(step), attempt, how, output);
    }
  }

  record StepDone(String step, ResultRecord result, List<WaitRecord> waits) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.StepDone(Words.STEPS.constant(step), result.result(), WaitRecord.waits(waits));
    }
  }

  record StepFailed(String step, String reason, String hint, ResultRecord result, List<WaitRecord> waits)
      implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.StepFailed(Words.STEPS.constant(step), reason, hint, result.result(),
          WaitRecord.waits(waits));
    }
  }

  record CancelAsked(String by) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.CancelAsked(new Person(by));
    }
  }

  record UndoAsked(String by) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.UndoAsked(new Person(by));
    }
  }

  record PurgeAsked(String by) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.PurgeAsked(new Person(by));
    }
  }

  record Recovered() implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Recovered();
    }
  }

  record Parked(String why, List<String> byHand) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Parked(why, byHand);
    }
  }

  record Closed(String by) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Closed(new Person(by));
    }
  }

  record Posted(String frontEnd, long entry, String message) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Posted(frontEnd, entry, message);
    }
  }

  record Shown(String frontEnd, long entry) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Shown(frontEnd, entry);
    }
  }

  record Ended(String outcome) implements EventRecord {
    @Override
    public RunEvent event() {
      return new RunEvent.Ended(Words.OUTCOMES.constant(outcome));
    }
  }
}
