package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Message.Role;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunState.Waiting;
import dev.restorebot.run.Transition;
import dev.restorebot.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// All messages of a run as they should be now: a card that is kept up to date and, in its thread, the record. A step is one
/// message from its start to its end; a gate keeps its buttons until it is decided, and then says by whom. A fold over the
/// run's entries, so whoever brings them to a chat has only to post what is missing and to edit what has changed.
public final class Conversation {
  private final Run run;
  private final Now now;
  private final List<Draft> drafts = new ArrayList<>();
  private RunState state = new RunState.Unborn();
  /// The messages by which people decide now: the gate's own, and where somebody broke glass the one that tells of it.
  private final List<Draft> asking = new ArrayList<>();
  private @Nullable StepDraft step;

  private Conversation(Run run, Now now) {
    this.run = run;
    this.now = now;
  }

  /// What is not in the run's own entries.
  ///
  /// @param at the time
  /// @param progress of the step under way
  /// @param seals the digest that seals an entry of the journal, by its number
  public record Now(Instant at, Optional<Progress> progress, LongFunction<String> seals) {}

  /// The messages of `run`, the card first; none if nothing of it is for others to see.
  public static List<Message> of(Run run, Now now) {
    if (run.entries().isEmpty() || run.entries().getFirst().event() instanceof TurnedAway) {
      return List.of();
    }
    var conversation = new Conversation(run, now);
    run.history().forEach(conversation::take);
    return conversation.messages();
  }

  private List<Message> messages() {
    if (step != null && state instanceof RunState.Acting) {
      step.reaches(now.progress());
    }
    var messages = new ArrayList<Message>();
    messages.add(new Message(run.entries().getFirst().number(), Role.CARD, new CardText(run, now).card()));
    drafts.forEach(draft -> messages.add(draft.message()));
    return messages;
  }

  private void take(Transition told) {
    var entry = told.entry();
    var before = told.before();
    state = told.after();
    tellTheAsking(entry);
    if (!stillAsks(before, state)) {
      asking.forEach(Draft::withdrawButtons);
      asking.clear();
    }
    switch (entry.event()) {
      case Asked _, TurnedAway _, Posted _, Shown _, Chosen _ -> {
        // The card tells of the request; what was chosen stands in the message that asked.
      }
      case StepStarted started -> begin(entry, before, started);
      case AttemptLost(_, var attempt, var how, _) -> onStep(draft -> draft.lost(attempt, how));
      case StepDone(_, var result, _) -> onStep(draft -> draft.done(result, entry.at()));
      case StepFailed failed -> onStep(draft -> draft.failed(failed, entry.at()));
      case RunEvent event -> ThreadText.post(told).ifPresent(post -> add(entry, role(event), post));
    }
  }

  /// Writes below the messages that ask what became of it.
  private void tellTheAsking(Entry entry) {
    asking.forEach(draft -> tell(draft, entry));
  }

  private static void tell(Draft asking, Entry entry) {
    var at = Times.moment(entry.at());
    switch (entry.event()) {
      case Chosen(var by, _, var fingerprint, _, var reason, var ruling) when ruling.counts() -> {
        asking.say("→ " + by.name() + " chose [" + ruling.words() + "] at " + at + ", from " + fingerprint.brief()
            + (reason.isBlank() ? "." : ", because: " + reason));
        asking.quote(reason);
      }
      case Expired _ -> asking.say("→ Nobody had decided by " + at + ".");
      case CancelAsked(var by) -> asking.say("→ " + by.name() + " cancelled the run at " + at + ".");
      case GlassBroken(var by, _, var fingerprint, var reason, var passes) -> {
        asking.say("→ " + by.name() + " broke the glass at " + at + ", from " + fingerprint.brief()
            + "; unless somebody stops it, it passes at " + Times.moment(passes) + ". Why: " + reason);
        asking.quote(reason);
      }
      case GlassPassed _ -> asking.say("→ Passed at " + at + ", by one person alone.");
      case RunEvent _ -> {
        // Says nothing about the decision.
      }
    }
  }

  private static boolean stillAsks(RunState before, RunState after) {
    return before.equals(after) || (before instanceof Waiting(_, var gate) && after instanceof Waiting(_, var same)
        && gate.gate() == same.gate() && gate.fingerprint().equals(same.fingerprint()));
  }

  private Role role(RunEvent event) {
    return switch (event) {
      case GateOpened _ -> Role.GATE;
      case GlassBroken _, GlassPassed _, RunEvent.Parked _ -> Role.ANNOUNCEMENT;
      case Expired _ when !state.over() -> Role.GATE;
      case RunEvent _ when isFailedDrill() -> Role.ANNOUNCEMENT;
      case RunEvent _ -> state.over() ? Role.OUTCOME : Role.NOTE;
    };
  }

  /// Nobody may be waiting for it, and everybody must know.
  private boolean isFailedDrill() {
    return switch (state) {
      case RunState.Over(_, var outcome) -> outcome == Outcome.UNPROVEN;
      case RunState.Dismissed(_, _, var outcome) -> outcome == Outcome.UNPROVEN;
      case RunState _ -> false;
    };
  }

  private void add(Entry entry, Role role, Post post) {
    var draft = new Draft(entry.number(), role, post);
    if (state.over()) {
      draft.say("Journal: entry " + entry.number() + ", sealed with " + now.seals().apply(entry.number()));
    }
    if (!post.buttons().isEmpty()) {
      asking.add(draft);
    }
    drafts.add(draft);
  }

  private void begin(Entry entry, RunState before, StepStarted started) {
    if (step != null && before instanceof RunState.Acting) {
      step.again(started.attempt());
      return;
    }
    step = new StepDraft(entry.number(), started.step(), run.request(), entry.at());
    drafts.add(step);
  }

  private void onStep(Consumer<StepDraft> change) {
    if (step != null) {
      change.accept(step);
    }
  }
}
