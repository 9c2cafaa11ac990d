package dev.restorebot.commands.thread;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState;
import dev.restorebot.run.StepResult;
import dev.restorebot.run.Transition;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.VolumeFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A run of a knot, told event by event in plain words, with what its thread says of each. Each event takes a minute.
final class KnotTale {
  private static final Person ALICE = new Person("sandbox:alice");
  private static final Person BOB = new Person("sandbox:bob");
  private static final RunId RUN = new RunId("r-knot00");

  private final Request request;
  private final Plan plan;
  private final List<Entry> entries = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private RunState state = new RunState.Unborn();

  KnotTale(Request request, Plan plan) {
    this.request = request;
    this.plan = plan;
  }

  /// Everything that `words` stand for happens; what the thread says is kept.
  KnotTale tells(String... words) {
    for (var each : words) {
      happens(event(each));
    }
    return this;
  }

  private void happens(RunEvent event) {
    var entry = new Entry(entries.size() + 1, RUN, now(), event);
    var told = Transition.of(state, entry);
    ThreadText.post(told).ifPresent(this::write);
    state = told.after();
    entries.add(entry);
  }

  private void write(Post post) {
    post.lines().forEach(line -> said.append(line).append('\n'));
    if (!post.buttons().isEmpty()) {
      post.buttons().forEach(button -> said.append('[').append(button.label()).append("] "));
      said.append('\n');
    }
    said.append('\n');
  }

  /// What the thread says so far.
  String said() {
    return said.toString();
  }

  /// The run as a chat shows it whose messages can be edited.
  List<Message> messages() {
    return Conversation.of(Run.of(RUN, entries),
        new Conversation.Now(now(), Optional.empty(), number -> "seal-" + number));
  }

  private Instant now() {
    return KnotPlan.AT.plus(Duration.ofMinutes(entries.size()));
  }

  private RunEvent event(String words) {
    return switch (words) {
      case "asked" -> new RunEvent.Asked(ALICE, request, "");
      case "planned" -> new RunEvent.Planned(plan);
      case "gate" -> gate();
      case "expired" -> new RunEvent.Expired(course().due().orElseThrow());
      case "reminded" -> new RunEvent.Reminded(course().due().orElseThrow(), now().plus(Duration.ofMinutes(9)));
      case "undo" -> new RunEvent.UndoAsked(ALICE);
      case "restarted" -> new RunEvent.Recovered();
      case "ended" -> new RunEvent.Ended(course().heading().outcome());
      default -> words.startsWith("bob: ") ? chosen(words.substring(5)) : step(words);
    };
  }

  private RunEvent gate() {
    var gate = course().due().orElseThrow();
    return new RunEvent.GateOpened(gate, plan.fingerprint(), ALICE, now().plus(Duration.ofMinutes(30)), 1,
        List.of("sandbox:bob"), null);
  }

  private RunEvent chosen(String label) {
    var choice =
        Arrays.stream(Choice.values()).filter(each -> course().label(each).equals(label)).findFirst().orElseThrow();
    var gate = state instanceof RunState.Waiting(_, var open) ? open.gate() : Gate.START;
    return new RunEvent.Chosen(BOB, gate, plan.fingerprint(), choice, "", Ruling.counted(label));
  }

  private RunEvent step(String words) {
    var step = Arrays.stream(Step.values()).filter(each -> each.word().equals(words)).findFirst().orElseThrow();
    return state instanceof RunState.Acting
        ? new RunEvent.StepDone(step, result(step))
        : new RunEvent.StepStarted(step, course().attempts(step) + 1);
  }

  private RunProgress course() {
    return state.planned().orElseThrow();
  }

  private StepResult result(Step step) {
    return switch (step) {
      case STAGE -> worked(staged());
      case REPLACE -> worked(replaced());
      case UNDO -> worked(new Report.Undone(List.of(KnotPlan.file("live", 98_304)),
          List.of(KnotPlan.file("restored", 98_304))));
      case ANNOUNCE -> new StepResult.Checked(List.of());
      case VERIFY -> new StepResult.Checked(List.of(
          CheckResult.passed("knot https://knot.example.org", "it is up"),
          CheckResult.unknown("push to did:plc:a/site", "the cluster does not let the bot ask inside the pod"),
          CheckResult.passed("repository did:plc:a/site", "2 branches as restored")));
      case DRILL, QUIESCE, CONFIRM, RESUME, CLEAN_UP, DISCARD, PURGE -> StepResult.nothing();
    };
  }

  private static StepResult worked(Report report) {
    return new StepResult.Worked(report, List.of());
  }

  private static Report staged() {
    var repairs = IntStream.rangeClosed(1, 14)
        .mapToObj(number -> "did:plc:a/site-" + number + ": made refs/heads and refs/tags.").toList();
    var broken = new Finding(Severity.WARNING, "broken-repositories", "1 of 4 repositories would be broken:"
        + " did:plc:sg4udwrlnokqtpteaswzcps5/game (main: the commit 9f2a7c1 is missing). The copy that is there now is"
        + " whole, and stays displaced where it is: did:plc:sg4udwrlnokqtpteaswzcps5/game.");
    return new Report.Staged(List.of(KnotPlan.file("staged", 94_208)), List.of(KnotPlan.staged()),
        new RepairResult(Contents.EMPTY, repairs, List.of(broken)));
  }

  private Report replaced() {
    var notes = course().agreed().isEmpty() ? List.<String>of() : List.of("12 rows were added to acl.");
    var folders = request.amends() ? List.<VolumeFolder>of() : List.of(KnotPlan.staged());
    var kept = request.amends()
        ? List.<String>of()
        : List.of("repositories/did:plc:sg4udwrlnokqtpteaswzcps5/later");
    return new Report.Replaced(List.of(KnotPlan.file("restored", 98_304)), List.of(KnotPlan.file("live", 98_304)),
        folders, kept, new FixUp(Set.of("knotserver"), new TreeMap<>(), notes));
  }
}
