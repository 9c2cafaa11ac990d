package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.service.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that happened in a run. Written to the journal before an effect, or as soon as it is known.
public sealed interface RunEvent {
  /// A person asked for a restore.
  ///
  /// @param where the place in which they asked, as a front end names it (`slack:C0OPS`); empty if in none in particular
  record Asked(Person by, Request request, String where) implements RunEvent {}

  /// A person asked for a restore who may not, or whose restore nobody could approve. Nothing was looked at.
  record TurnedAway(Person by, Request request, String reason) implements RunEvent {}

  /// The facts are gathered and there is a plan.
  record Planned(Plan plan) implements RunEvent {}

  /// There can be no plan, or none any more. Nothing live was touched.
  ///
  /// @param hint the next move
  record Refused(String reason, String hint) implements RunEvent {}

  /// The facts changed, so the plan did. Approvals of the old plan count for nothing.
  record Replanned(Plan plan, List<String> differences) implements RunEvent {
    public Replanned {
      differences = List.copyOf(differences);
    }
  }

  /// The run waits for people.
  ///
  /// @param asker who asked for what is to be approved
  /// @param expires when it gives up waiting; meaningless at a patient gate
  /// @param needed how many distinct people must consent, as the policy says now
  /// @param deciders the ids of those who may
  /// @param glass how long after breaking glass one approver has passed it alone, or null if nobody can
  record GateOpened(Gate gate, Fingerprint fingerprint, Person asker, Instant expires, int needed,
      List<String> deciders, @Nullable Duration glass) implements RunEvent {
    public GateOpened {
      deciders = List.copyOf(deciders);
      if (glass != null && !gate.breakable()) {
        throw new IllegalArgumentException("nobody passes the gate " + gate.word() + " by breaking glass");
      }
    }

    /// How long after breaking glass one approver has passed it alone; empty if nobody can.
    public Optional<Duration> breakGlassAfter() {
      return Optional.ofNullable(glass);
    }
  }

  /// A person chose something at a gate, rightly or not.
  ///
  /// @param fingerprint the plan that the person saw
  /// @param reason what the person wrote along with it: untrusted text; empty if nothing
  /// @param ruling what became of it
  record Chosen(Person by, Gate gate, Fingerprint fingerprint, Choice choice, String reason, Ruling ruling)
      implements RunEvent {}

  /// An approver passes a gate alone, in an emergency, unless somebody stops it before the time is over.
  ///
  /// @param fingerprint the plan that the person saw
  /// @param reason why, in the person's own words: untrusted text
  /// @param passes when the gate counts as passed
  record GlassBroken(Person by, Gate gate, Fingerprint fingerprint, String reason, Instant passes)
      implements RunEvent {}

  /// A person wanted to break glass, which counts for nothing.
  ///
  /// @param fingerprint the plan that the person saw
  /// @param reason why, in the person's own words: untrusted text
  /// @param refusal the answer that the person got
  record BreakGlassRejected(Person by, Gate gate, Fingerprint fingerprint, String reason, String refusal)
      implements RunEvent {}

  /// Nobody stopped the person who broke glass in time: the gate is passed by that person alone.
  record GlassPassed(Gate gate) implements RunEvent {}

  /// People were reminded that a gate is open.
  ///
  /// @param expires until when
  record Reminded(Gate gate, Instant expires) implements RunEvent {}

  /// Nobody decided in time. A restore pauses; what was asked for afterwards is dropped.
  record Expired(Gate gate) implements RunEvent {}

  /// A person asked that a paused run be put to people again.
  record AskedAgain(Person by) implements RunEvent {}

  /// A step begins.
  record StepStarted(Step step, int attempt) implements RunEvent {}

  /// An attempt at a step came to nothing because its worker was killed. What it did is found again by the next one.
  ///
  /// @param how it was lost
  /// @param output what its Job had written, which is deleted with the Job
  record AttemptLost(Step step, int attempt, String how, List<String> output) implements RunEvent {
    public AttemptLost {
      output = List.copyOf(output);
    }
  }

  /// A step ended well.
  ///
  /// @param waits what its last attempt waited for
  record StepDone(Step step, StepResult result, List<Wait> waits) implements RunEvent {
    public StepDone {
      waits = List.copyOf(waits);
    }

    /// One that waited for nothing.
    public StepDone(Step step, StepResult result) {
      this(step, result, List.of());
    }
  }

  /// A step could not be done.
  ///
  /// @param hint the next move
  /// @param waits what its last attempt waited for
  record StepFailed(Step step, String reason, String hint, StepResult result, List<Wait> waits) implements RunEvent {
    public StepFailed {
      waits = List.copyOf(waits);
    }

    /// One that waited for nothing.
    public StepFailed(Step step, String reason, String hint, StepResult result) {
      this(step, reason, hint, result, List.of());
    }
  }

  /// A person asked for the run to be cancelled.
  record CancelAsked(Person by) implements RunEvent {}

  /// A person asked to put displaced data back after a finished run.
  record UndoAsked(Person by) implements RunEvent {}

  /// A person asked to delete displaced data after a finished run.
  record PurgeAsked(Person by) implements RunEvent {}

  /// A person asked for something of the run, by its command, that counts for nothing.
  ///
  /// @param what as in `/restore cancel RUN`: the second word
  /// @param refusal the answer that the person got
  record RequestRejected(Person by, String what, String refusal) implements RunEvent {}

  /// The bot was restarted while the run was not over.
  record Recovered() implements RunEvent {}

  /// The bot does nothing more about the run by itself, because an entry of it cannot be read by this version.
  ///
  /// @param why which entry, and what is wrong with it
  /// @param byHand what people should do, a step each
  record Parked(String why, List<String> byHand) implements RunEvent {
    public Parked {
      byHand = List.copyOf(byHand);
    }
  }

  /// A person has seen to a parked run by hand: it is over, and in nobody's way.
  record Closed(Person by) implements RunEvent {}

  /// An entry of the journal that this version cannot read, or that cannot follow those before it. Never written; the entry
  /// itself stays as it is stored.
  ///
  /// @param name what happened, as it is called in the journal; empty if not even that can be read
  /// @param why it cannot be read: untrusted text
  /// @param about the service that it seems to be about, or null
  /// @param bearing what it can have changed
  record Unreadable(String name, String why, @Nullable ServiceName about, Bearing bearing) implements RunEvent {
    /// What an entry can have changed.
    public enum Bearing {
      /// Where the run stands.
      STATE,
      /// Nothing: it only notes something, such as where a message was posted.
      NOTE
    }
  }

  /// A front end posted an entry of the journal.
  ///
  /// @param entry the number of the entry
  /// @param message what the front end calls the message
  record Posted(String frontEnd, long entry, String message) implements RunEvent {}

  /// A front end shows the run as it should, up to an entry of the journal.
  ///
  /// @param entry the number of the entry
  record Shown(String frontEnd, long entry) implements RunEvent {}

  /// The run, or what was asked of it afterwards, is over.
  record Ended(Outcome outcome) implements RunEvent {}
}
