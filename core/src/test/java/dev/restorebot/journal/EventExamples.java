package dev.restorebot.journal;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.StepResult;
import dev.restorebot.run.Wait;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One event of every kind, and of every kind of thing in one.
final class EventExamples {
  static final Person ALICE = new Person("slack:U012");
  private static final VolumeFile FILE = PlanWorld.file("account.sqlite", 8192);
  private static final VolumeFolder FOLDER = new VolumeFolder("repositories", 12, new ByteSize(4096), FILE.digest());

  private static final AmendmentWords TAGS = new AmendmentWords("tags", "tag", "tags", "Add tags", "approve",
      "approved", "these notes are not found by their tags");

  private EventExamples() {}

  static List<RunEvent> all() {
    return Stream.of(ofVersion1(), List.<RunEvent>of(
        new RunEvent.Parked("entry 7 (`planned`) of its record cannot be read", List.of("Look.", "Close it.")),
        new RunEvent.Closed(ALICE),
        new RunEvent.StepFailed(Step.UNDO, "account.sqlite is gone", "Look for it.",
            new StepResult.Worked(new Report.Failed("account.sqlite is gone", "Look for it.", true), List.of())),
        new RunEvent.Chosen(ALICE, Gate.REPAIR, PlanWorld.plan().fingerprint(), Choice.LEAVE, "",
            Ruling.counted("Start as it is")),
        new RunEvent.Ended(Outcome.LEFT),
        new RunEvent.StepDone(Step.RESUME, new StepResult.Noted(List.of("pds is running again")),
            List.of(new Wait("pds/deployment/pds to be ready", Duration.ofMillis(4_200)),
                new Wait("the cluster to take the Event RestoreResumed", Duration.ofSeconds(7)))),
        new RunEvent.StepFailed(Step.DISCARD, "no room", "Make room.", StepResult.nothing(),
            List.of(new Wait("the Job pds-purge-r-7k2m4q", Duration.ofSeconds(61)))),
        asked(new Intent.Amend(TAGS, Reach.PLAN), null, Set.of()),
        new RunEvent.Chosen(ALICE, Gate.AMEND, PlanWorld.plan().fingerprint(), Choice.ADD, "",
            Ruling.counted("Add tags"))))
        .flatMap(List::stream).toList();
  }

  /// Those that there were in version 1.
  static List<RunEvent> ofVersion1() {
    return List.of(
        asked(restore(new Selector.Latest(), Reach.WHOLE), "bob is gone", Set.of("sequence-implausible")),
        asked(restore(new Selector.LatestBefore(Instant.parse("2026-02-25T00:00:00Z")), Reach.PLAN), null, Set.of()),
        asked(restore(new Selector.At(Timestamp.parse("20260224-020011").orElseThrow()), Reach.WHOLE), null, Set.of()),
        asked(new Intent.Amend(KnotAmendment.WORDS, Reach.WHOLE), null, Set.of()),
        new RunEvent.TurnedAway(ALICE, new PlanWorld().request(), "alice may not ask"),
        new RunEvent.Planned(world().planned()),
        new RunEvent.Refused("the Secret is missing", "Create it."),
        new RunEvent.Replanned(PlanWorld.plan(), List.of("new: loses other.example")),
        new RunEvent.GateOpened(Gate.REPLACE, PlanWorld.plan().fingerprint(), ALICE,
            Instant.parse("2026-02-26T12:30:00.123456789Z"), 2, List.of("slack:U034", "slack:U035"), null),
        new RunEvent.GateOpened(Gate.START, PlanWorld.plan().fingerprint(), ALICE,
            Instant.parse("2026-02-26T12:30:00Z"), 2, List.of("slack-group:S099"), Duration.ofMinutes(10)),
        new RunEvent.GlassBroken(ALICE, Gate.START, PlanWorld.plan().fingerprint(), "nobody answers",
            Instant.parse("2026-02-26T12:10:00Z")),
        new RunEvent.RequestRejected(ALICE, "cancel", "r-7k2m4q is over: restored and cannot be cancelled"),
        new RunEvent.BreakGlassRejected(ALICE, Gate.START, PlanWorld.plan().fingerprint(), "now", "a reason is needed"),
        new RunEvent.GlassPassed(Gate.START),
        new RunEvent.Chosen(ALICE, Gate.PURGE, PlanWorld.plan().fingerprint(), Choice.PURGE,
            "the disk is full", Ruling.counted("Purge")),
        new RunEvent.Chosen(ALICE, Gate.START, PlanWorld.plan().fingerprint(), Choice.APPROVE, "",
            Ruling.countsForNothing("too late")),
        new RunEvent.Reminded(Gate.START, Instant.parse("2026-02-26T12:30:00Z")),
        new RunEvent.Expired(Gate.UNDO),
        new RunEvent.AskedAgain(ALICE),
        new RunEvent.StepStarted(Step.STAGE, 2),
        new RunEvent.AttemptLost(Step.STAGE, 1, "the Job pds-stage-r-7k2m4q was evicted", List.of("half a line")),
        worked(Step.STAGE, new Report.Staged(List.of(FILE), List.of(FOLDER), new RepairResult(Contents.EMPTY,
            List.of("did:plc:a/site: made refs/heads."),
            List.of(new Finding(Finding.Severity.WARNING, "broken-repositories", "One would be broken."))))),
        worked(Step.REPLACE,
            new Report.Replaced(List.of(FILE), List.of(), List.of(FOLDER), List.of("repositories/did:plc:a/new"),
                new FixUp(Set.of("sequencer"),
                    new TreeMap<>(Map.of("sequence.announced", 10042L)), List.of("The sequence goes on at 10042.")))),
        worked(Step.DRILL,
            new Report.Drilled(new Report.Staged(List.of(FILE), List.of(), RepairResult.NOTHING),
                new Report.Replaced(List.of(FILE), List.of(), List.of(), List.of(), FixUp.NOTHING), contents(),
                List.of("objects are missing or damaged of did:plc:a/site"),
                new Report.Took(Duration.ofSeconds(12), Duration.ofMillis(340), Duration.ofSeconds(1)))),
        worked(Step.UNDO, new Report.Undone(List.of(FILE), List.of())),
        worked(Step.PURGE, new Report.Purged(new ByteSize(12288))),
        worked(Step.CONFIRM,
            new Report.Inspected(List.of(FILE), List.of(FOLDER), contents(), new ByteSize(1_000_000_000))),
        new RunEvent.StepDone(Step.CONFIRM, new StepResult.Confirmed(contents())),
        new RunEvent.StepDone(Step.RESUME, new StepResult.Noted(List.of("pds is running again"))),
        new RunEvent.StepDone(Step.VERIFY,
            new StepResult.Checked(List.of(CheckResult.passed("account bob.example", "active")))),
        new RunEvent.StepFailed(Step.VERIFY, "a check failed", "",
            new StepResult.Checked(List.of(CheckResult.failed("account alice.example", "no answer \"\u00e9\u2028")))),
        new RunEvent.StepFailed(Step.DISCARD, "no room", "Make room.",
            new StepResult.Worked(new Report.Failed("no room", "Make room."), List.of("{\"line\":\"ended\"}"))),
        new RunEvent.CancelAsked(ALICE),
        new RunEvent.UndoAsked(ALICE),
        new RunEvent.PurgeAsked(ALICE),
        new RunEvent.Recovered(),
        new RunEvent.Posted("slack", 7, "1740571200.000100"),
        new RunEvent.Shown("slack", 9),
        new RunEvent.Ended(Outcome.ACCEPTED));
  }

  private static Intent restore(Selector selector, Reach reach) {
    return new Intent.Restore(selector, Intent.Mirrors.NOW, reach);
  }

  private static RunEvent asked(Intent intent, @Nullable String reason, Set<String> accepted) {
    return new RunEvent.Asked(ALICE,
        new Request(new ServiceName("pds"), intent, reason, accepted),
        "slack:C0OPS");
  }

  private static RunEvent worked(Step step, Report report) {
    return new RunEvent.StepDone(step, new StepResult.Worked(report, List.of("a line")));
  }

  private static PlanWorld world() {
    var world = new PlanWorld();
    world.mirrors.add(PlanWorld.mirror("one listing"));
    world.folders.add(PlanWorld.folder("repositories"));
    world.additions.add(PlanWorld.addition("repo:push"));
    world.findings.add(new Finding(Severity.WARNING, "relay-unknown", "A relay does not answer."));
    world.byHand.add("Tell third.");
    world.drilled = new PastDrill(Instant.parse("2026-02-22T04:00:05Z"), new ByteSize(12288), Duration.ofSeconds(12),
        Duration.ofMillis(340));
    return world;
  }

  private static Contents contents() {
    return new Contents(List.of(new Item("did:plc:alice", "alice.example", new TreeSet<>(Set.of("account", "repo")))),
        new TreeMap<>(Map.of("sequence.last", 9042L)), null, List.of("did_cache.sqlite is not a database"));
  }
}
