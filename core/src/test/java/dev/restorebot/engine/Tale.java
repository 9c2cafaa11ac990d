package dev.restorebot.engine;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.PendingApproval;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
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
import dev.restorebot.run.RunEvent.Parked;
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
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState;
import dev.restorebot.run.StepResult;
import dev.restorebot.snapshot.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One run, told event by event in plain words: `asked`, `planned`, `gate`, `bob: Approve`, `stage starts`, `ended`. Each
/// takes a minute.
public final class Tale {
  public static final Person ALICE = new Person("sandbox:alice");
  private static final RunId RUN = new RunId("r-tale00");
  private static final Instant BEGINNING = Instant.parse("2026-02-26T12:00:00Z");

  private final List<Entry> entries = new ArrayList<>();
  private final int needed;
  private RunState state = new RunState.Unborn();

  /// A tale in which every gate needs so many people.
  public Tale(int needed) {
    this.needed = needed;
  }

  public RunState state() {
    return state;
  }

  Run run() {
    return Run.of(RUN, entries);
  }

  public List<Entry> entries() {
    return entries;
  }

  /// What time the next event happens.
  Instant now() {
    return BEGINNING.plus(Duration.ofMinutes(entries.size()));
  }

  /// Takes what happens as the next entry.
  ///
  /// @throws IllegalStateException if that cannot happen now
  public void happens(RunEvent event) {
    state = state.after(event);
    entries.add(new Entry(entries.size() + 1, RUN, now(), event));
  }

  /// The event that `words` stand for.
  public RunEvent event(String words) {
    return switch (words) {
      case "asked" -> new Asked(ALICE, new PlanWorld().request(), "");
      case "asked for a dry run" -> new Asked(ALICE, dryRun(), "");
      case "turned away" -> new TurnedAway(ALICE, new PlanWorld().request(), "alice may not ask");
      case "planned" -> new Planned(PlanWorld.plan());
      case "replanned" -> new Replanned(otherPlan(), PlanWorld.plan().differences(otherPlan()));
      case "backup changed" -> new Replanned(otherBackup(), PlanWorld.plan().differences(otherBackup()));
      case "refused" -> new Refused("the Secret is missing", "Create it.");
      case "gate" -> opened(course().due().orElse(Gate.START));
      case "glass broken" -> new GlassBroken(ALICE, open().gate(), open().fingerprint(), "nobody answers",
          now().plus(Duration.ofMinutes(10)));
      case "in vain" -> new RequestRejected(ALICE, "cancel", "it is too late");
      case "glass held" ->
        new BreakGlassRejected(ALICE, open().gate(), open().fingerprint(), "now", "a reason is needed");
      case "glass passed" -> new GlassPassed(open().gate());
      case "reminded" -> new Reminded(open().gate(), open().expires());
      case "expired" -> new Expired(open().gate());
      case "asked again" -> new AskedAgain(ALICE);
      case "cancel" -> new CancelAsked(ALICE);
      case "undo" -> new UndoAsked(ALICE);
      case "purge" -> new PurgeAsked(ALICE);
      case "restarted" -> new Recovered();
      case "unreadable" -> new Unreadable("step_done", "`result` is missing", null, Bearing.STATE);
      case "unreadable note" -> new Unreadable("posted", "`entry` is missing", null, Bearing.NOTE);
      case "parked" -> new Parked("entry 7 (`step_done`) of its record cannot be read", List.of("Look."));
      case "closed" -> new Closed(ALICE);
      case "posted" -> new Posted("sandbox", entries.size(), "m-1");
      case "shown" -> new Shown("sandbox", entries.size());
      case "ended restored" -> new Ended(Outcome.RESTORED);
      case "ended" -> new Ended(course().heading().outcome());
      default -> words.contains(": ") ? chosen(words) : step(words);
    };
  }

  private RunEvent step(String words) {
    var space = words.lastIndexOf(' ');
    var word = words.substring(0, space);
    if (word.equals("gate")) {
      return opened(Gate.valueOf(words.substring(space + 1)));
    }
    var step = Arrays.stream(Step.values()).filter(each -> each.word().equals(word)).findFirst().orElseThrow();
    return switch (words.substring(space + 1)) {
      case "starts" -> new StepStarted(step, state.planned().map(course -> course.attempts(step)).orElse(0) + 1);
      case "lost" -> new AttemptLost(step, state.planned().map(course -> course.attempts(step)).orElse(1),
          "its worker was killed", List.of());
      case "done" -> new StepDone(step, StepResult.nothing());
      case "fails" -> new StepFailed(step, "it did not work", "", StepResult.nothing());
      default -> throw new AssertionError("no event: " + words);
    };
  }

  private RunEvent chosen(String words) {
    var colon = words.indexOf(':');
    var inVain = words.endsWith(", in vain");
    var label = words.substring(colon + 2).replace(", in vain", "");
    var choice = Arrays.stream(Choice.values()).filter(each -> each.label().equals(label)).findFirst().orElseThrow();
    var by = new Person("sandbox:" + words.substring(0, colon));
    var ruling = inVain ? Ruling.countsForNothing("no") : Ruling.counted(label);
    return state instanceof RunState.Waiting(_, var open)
        ? new Chosen(by, open.gate(), open.fingerprint(), choice, "", ruling)
        : new Chosen(by, Gate.START, fingerprint(), choice, "", ruling);
  }

  private GateOpened opened(Gate gate) {
    return new GateOpened(gate, fingerprint(), course().asker(), now().plus(Duration.ofMinutes(30)), needed,
        List.of("sandbox:bob"), gate.breakable() ? Duration.ofMinutes(10) : null);
  }

  private PendingApproval open() {
    return state instanceof RunState.Waiting(_, var open) ? open : PendingApproval.of(opened(Gate.START));
  }

  private RunProgress course() {
    return state.planned().orElseThrow();
  }

  /// The fingerprint of the plan as it is now.
  Fingerprint fingerprint() {
    return course().plan().fingerprint();
  }

  private static Request dryRun() {
    var world = new PlanWorld();
    world.intent = new Intent.Restore(new Selector.Latest(), Intent.Mirrors.NOW, Intent.Reach.PLAN);
    return world.request();
  }

  private static Plan otherPlan() {
    var world = new PlanWorld();
    world.replicas = 2;
    return world.planned();
  }

  private static Plan otherBackup() {
    var world = new PlanWorld();
    world.sources.removeLast();
    return world.planned();
  }
}
