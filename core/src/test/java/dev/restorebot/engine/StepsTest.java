package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.engine.StepOutcome.Done;
import dev.restorebot.engine.StepOutcome.Failed;
import dev.restorebot.engine.StepOutcome.Lost;
import dev.restorebot.facts.Examinations;
import dev.restorebot.facts.ForgetfulBook;
import dev.restorebot.facts.GuardedReader;
import dev.restorebot.facts.Preflight;
import dev.restorebot.facts.Sightings;
import dev.restorebot.facts.SnapshotResolver;
import dev.restorebot.facts.SnapshotVerifier;
import dev.restorebot.files.Digest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Standby;
import dev.restorebot.jobs.Workers;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.Pause;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.StepResult;
import dev.restorebot.run.Watcher;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a worker or a service says is believed only as far as it can be compared.
class StepsTest {
  private static final RunId RUN = new RunId("r-steps0");
  private static final VolumeFile OTHER =
      new VolumeFile("account.sqlite", new ByteSize(8192), new Digest("e".repeat(64)));

  private final FakeCluster cluster = stopped();
  private final PlanWorld world = new PlanWorld();
  private final Answers kind = new Answers();
  private final HeldKeys keys = new HeldKeys();
  private final ManagedService site = new ManagedService(PlanWorld.service(), kind, new PdsFiles());
  private Duration waited = Duration.ZERO;
  private final Steps steps = steps();

  private static FakeCluster stopped() {
    var cluster = new FakeCluster(new JsonWorkerCodec());
    cluster.replicas = 0;
    cluster.ready = 0;
    return cluster;
  }

  private Steps steps() {
    InstantSource time = () -> Instant.parse("2026-02-26T12:00:00Z");
    Pause pause = span -> waited = waited.plus(span);
    var workers = new Workers(cluster, new JsonWorkerCodec(), Watcher.NONE);
    var verifier = new SnapshotVerifier(
        new GuardedReader(new DirectReader(new SqliteDatabases()), new ForgetfulBook(), InstantSource.system()),
        new Sightings(new ForgetfulBook(), InstantSource.system()),
        attempt -> attempt.run(), Path.of("unused"));
    var resolver = new SnapshotResolver(cluster, (_, _, _) -> {
      throw new IllegalStateException("no store is needed here");
    }, verifier, time);
    return new Steps(workers, new Preflight(cluster, resolver, workers, _ -> Optional.empty(), time),
        new Downtime(cluster),
        new Examinations(workers, () -> RUN, _ -> Optional.empty()), keys, pause, time);
  }

  private RunProgress course() {
    return RunProgress.planned(world.request(), new Person("sandbox:alice"), world.planned());
  }

  private List<VolumeFile> verified() {
    return world.planned().snapshot().sources().stream()
        .map(source -> new VolumeFile(source.file(), source.object().size(), source.digest())).toList();
  }

  @Test
  void believesAReplacementWhoseLiveFilesAreTheVerifiedOnes() throws InterruptedException {
    cluster.reports.add(new Report.Replaced(verified(), List.of(OTHER), List.of(), List.of(), FixUp.NOTHING));

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isInstanceOf(Done.class);
  }

  @Test
  void refusesAReplacementWithAnotherDigestThanTheVerifiedOne() throws InterruptedException {
    cluster.reports
        .add(new Report.Replaced(List.of(OTHER, verified().getLast()), List.of(), List.of(), List.of(), FixUp.NOTHING));

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).isEqualTo("what is live as account.sqlite is not what was verified"));
  }

  @Test
  void expectsAnotherDigestOnlyWhereTheFixUpEdited() throws InterruptedException {
    var edited = new FixUp(Set.of("account"), new TreeMap<>(), List.of());
    cluster.reports
        .add(new Report.Replaced(List.of(OTHER, verified().getLast()), List.of(), List.of(), List.of(), edited));

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isInstanceOf(Done.class);
  }

  @Test
  void refusesAReplacementThatLeftAFileOut() throws InterruptedException {
    cluster.reports
        .add(new Report.Replaced(List.of(verified().getFirst()), List.of(), List.of(), List.of(), FixUp.NOTHING));

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isInstanceOf(Failed.class);
  }

  @Test
  void refusesAnUndoThatDidNotBringBackWhatWasDisplaced() throws InterruptedException {
    var replaced = new Report.Replaced(verified(), List.of(OTHER), List.of(), List.of(), FixUp.NOTHING);
    var after = course().having(Step.REPLACE, new StepResult.Worked(replaced, List.of()));
    cluster.reports.add(new Report.Undone(List.of(), List.of()));
    cluster.reports.add(new Report.Undone(List.of(OTHER), verified()));

    assertThat(steps.attempt(RUN, site, after, Step.UNDO, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).startsWith("what the run displaced is not all back"));
    assertThat(steps.attempt(RUN, site, after, Step.UNDO, 2)).isInstanceOf(Done.class);
  }

  @Test
  void givesTheKeyOfARunToWorkersThatMoveDataAlone() throws InterruptedException {
    var key = keys.drawn(RUN).hex();
    var steps = List.of(Step.STAGE, Step.REPLACE, Step.UNDO, Step.PURGE);
    for (var step : steps) {
      this.steps.attempt(RUN, site, course(), step, 1);
    }

    assertThat(cluster.started).extracting(job -> job.environment().getOrDefault(WorkerEnvironment.RUN_KEY, "none"))
        .containsExactly("none", key, key, key);
    assertThat(cluster.started).noneMatch(job -> task(job).contains(key));
  }

  @Test
  void givesNoKeyToAWorkerOfARunThatHasNone() throws InterruptedException {
    steps.attempt(RUN, site, course(), Step.UNDO, 1);

    assertThat(cluster.started.getFirst().environment()).containsOnlyKeys(WorkerEnvironment.TASK);
  }

  @Test
  void tellsAWorkerWhatWasDisplacedAndWhetherItIsTheFirst() throws InterruptedException {
    var replaced = new Report.Replaced(verified(), List.of(OTHER), List.of(), List.of(), FixUp.NOTHING);
    var after = course().having(Step.REPLACE, new StepResult.Worked(replaced, List.of()));

    steps.attempt(RUN, site, course(), Step.REPLACE, 1);
    steps.attempt(RUN, site, course(), Step.REPLACE, 2);
    steps.attempt(RUN, site, after, Step.UNDO, 1);
    steps.attempt(RUN, site, course(), Step.DISCARD, 1);

    var tasks = cluster.started.stream()
        .map(job -> new JsonWorkerCodec().task(task(job))).toList();
    assertThat(tasks.get(0)).isInstanceOfSatisfying(Task.Replace.class, task -> assertThat(task.first()).isTrue());
    assertThat(tasks.get(1)).isInstanceOfSatisfying(Task.Replace.class, task -> assertThat(task.first()).isFalse());
    assertThat(tasks.get(2)).isInstanceOfSatisfying(Task.Undo.class,
        task -> assertThat(task.displaced()).containsExactly(OTHER));
    assertThat(tasks.get(3)).isEqualTo(new Task.Purge(RUN.folder(), false));
  }

  @Test
  void stopsNothingForAnUndoThatCannotBeDone() throws InterruptedException {
    cluster.replicas = 1;
    cluster.ready = 1;
    cluster.reports.add(new Report.Failed("a displaced file is gone", "look for it"));

    assertThat(steps.attempt(RUN, site, course().undo(new Person("sandbox:alice"), Outcome.RESTORED), Step.QUIESCE, 1))
        .isEqualTo(
            new Failed("nothing was stopped, since the undo cannot be done: a displaced file is gone", "look for it"));
    assertThat(cluster.told).doesNotContain("scale to 0");
  }

  private static String task(Job job) {
    return job.environment().getOrDefault(WorkerEnvironment.TASK, "");
  }

  @Test
  void waitsForAJobThatIsThereInsteadOfStartingItAgain() throws InterruptedException {
    cluster.reports.add(new Report.Replaced(verified(), List.of(), List.of(), List.of(), FixUp.NOTHING));

    var first = steps.attempt(RUN, site, course(), Step.REPLACE, 1);
    var again = steps.attempt(RUN, site, course(), Step.REPLACE, 1);

    assertThat(again).isEqualTo(first);
    assertThat(cluster.told).containsOnlyOnce("start pds-replace-r-steps0");
  }

  @Test
  void tellsAKilledWorkerFromOneThatFailed() throws InterruptedException {
    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isInstanceOf(Lost.class);

    cluster.reports.add(new Report.Failed("the disk is full", "make room"));
    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 2)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason() + "; " + failed.hint()).isEqualTo("the disk is full; make room"));
  }

  @Test
  void keepsTheOutputOfAKilledWorker() throws InterruptedException {
    cluster.output = List.of("half a line");
    cluster.end = new End("used more memory than its limit", "Give it more.", Again.POINTLESS);

    assertThat(steps.attempt(RUN, site, course(), Step.STAGE, 1)).isEqualTo(new Lost(
        "the Job pds-stage-r-steps0 used more memory than its limit", "Give it more.", Again.POINTLESS,
        List.of("half a line")));
  }

  @Test
  void replacesNothingUnderAServiceThatWasStartedAgain() throws InterruptedException {
    cluster.reports.add(new Report.Replaced(verified(), List.of(), List.of(), List.of(), FixUp.NOTHING));
    cluster.replicas = 1;

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isEqualTo(new Failed(
        "the service did not stay stopped: pds/deployment/pds was scaled to 1 by somebody else",
        "See who did that, then ask again."));
    assertThat(cluster.told).isEmpty();
  }

  @Test
  void givesAWorkerMinutesWhileTheServiceIsStoppedAndTwiceTheTimeAtEachNewAttempt() throws InterruptedException {
    for (var attempt = 1; attempt <= 3; attempt++) {
      cluster.reports.add(new Report.Replaced(verified(), List.of(OTHER), List.of(), List.of(), FixUp.NOTHING));
      steps.attempt(RUN, site, course(), Step.REPLACE, attempt);
    }
    cluster.reports.add(new Report.Staged(verified(), List.of(), RepairResult.NOTHING));
    steps.attempt(RUN, site, course(), Step.STAGE, 1);

    assertThat(cluster.started).extracting(Job::within).containsExactly(Optional.of(Duration.ofMinutes(5)),
        Optional.of(Duration.ofMinutes(10)), Optional.of(Duration.ofMinutes(20)), Optional.empty());
  }

  @Test
  void looksForMinutesAtMostWhileTheServiceIsStopped() throws InterruptedException {
    world.intent = new Intent.Amend(KnotAmendment.WORDS, Intent.Reach.WHOLE); // so that no store is asked
    world.additions.add(PlanWorld.addition("repo:push"));

    steps.attempt(RUN, site, course(), Step.CONFIRM, 2);

    assertThat(cluster.started).extracting(Job::within).containsOnly(Optional.of(Duration.ofMinutes(10)));
  }

  @Test
  void replacesNothingUnderAPodThatUsesTheVolume() throws InterruptedException {
    cluster.reports.add(new Report.Replaced(verified(), List.of(), List.of(), List.of(), FixUp.NOTHING));
    cluster.stuck = List.of("somebody-else");

    assertThat(steps.attempt(RUN, site, course(), Step.REPLACE, 1)).isEqualTo(new Failed(
        "the service did not stay stopped: the volume pds-data is used by somebody-else",
        "See who did that, then ask again."));
    assertThat(cluster.told).isEmpty();
  }

  /// What is for afterwards is not waited for while people wait for the service.
  @Test
  void endsTheWorkerOnStandbyOnlyWhenTheServiceHasBeenStarted() throws InterruptedException {
    cluster.works(Standby.id(RUN, site.definition()));

    assertThat(steps.attempt(RUN, site, course(), Step.RESUME, 1)).isInstanceOf(Done.class);
    assertThat(cluster.discarded).containsExactly("standby with 1 replicas");
  }

  @Test
  void stopsAServiceAgainToPutDataBack() throws InterruptedException {
    cluster.reports.add(new Report.Undone(List.of(), List.of()));
    cluster.replicas = 1;
    cluster.ready = 1;

    assertThat(steps.attempt(RUN, site, course(), Step.UNDO, 1)).isInstanceOf(Done.class);
    assertThat(cluster.told).containsExactly("scale to 0", "start pds-undo-r-steps0", "RestoreUndone");
  }

  @Test
  void putsNothingBackUnderAPodThatDoesNotEnd() throws InterruptedException {
    cluster.stuck = List.of("somebody-else");

    assertThat(steps.attempt(RUN, site, course(), Step.UNDO, 1)).isInstanceOf(Failed.class);
    assertThat(cluster.told).containsExactly("scale to 0");
  }

  @Test
  void asksForTwoMinutesUntilEveryCheckHasPassed() throws InterruptedException {
    kind.answers.add(List.of(CheckResult.failed("relay", "idle")));
    kind.answers.add(List.of(CheckResult.passed("relay", "active")));

    assertThat(steps.attempt(RUN, site, course(), Step.VERIFY, 1)).isInstanceOf(Done.class);
    assertThat(waited).isEqualTo(Duration.ofSeconds(5));
    assertThat(steps.attempt(RUN, site, course(), Step.VERIFY, 2)).isInstanceOf(Failed.class);
    assertThat(waited).isEqualTo(Duration.ofSeconds(5).plusMinutes(2));
  }

  @Test
  void checksWhatWasLeftAsItWasToo() throws InterruptedException {
    var kept = new Item("did:plc:kept", "kept.example", new TreeSet<>(Set.of("account")));
    var staying = new Contents(List.of(kept), new TreeMap<>(), null, List.of());
    kind.answers.add(List.of());

    var after = course().having(Step.CONFIRM, new StepResult.Confirmed(staying));

    assertThat(steps.attempt(RUN, site, after, Step.VERIFY, 1)).isInstanceOf(Done.class);
    assertThat(kind.checked.items()).contains(kept).containsAll(world.planned().snapshot().contents().items());
  }

  @Test
  void believesADrillThatHoldsAllThatTheSnapshotHolds() throws InterruptedException {
    cluster.reports.add(drilled(verified(), world.planned().snapshot().contents()));

    assertThat(steps.attempt(RUN, site, course(), Step.DRILL, 1)).isInstanceOf(Done.class);
    assertThat(cluster.told).containsExactly("start pds-drill-r-steps0");
  }

  @Test
  void believesNoDrillThatHoldsLess() throws InterruptedException {
    var all = world.planned().snapshot().contents();
    var first = all.items().getFirst();
    var halved = new Item(first.id(), first.label(), new TreeSet<>(Set.of("account")), first.versions());
    cluster.reports.add(drilled(verified(), without(first, all)));
    cluster.reports.add(drilled(verified(), without(first, all).plus(holding(halved))));

    for (var attempt : List.of(1, 2)) {
      assertThat(steps.attempt(RUN, site, course(), Step.DRILL, attempt)).isInstanceOfSatisfying(Failed.class,
          failed -> assertThat(failed.reason())
              .isEqualTo("what was restored into scratch space is not sound: " + first.label()
                  + " is not as the snapshot has it"));
    }
  }

  @Test
  void believesNoDrillWhoseFilesAreOthers() throws InterruptedException {
    cluster.reports
        .add(drilled(List.of(OTHER, verified().getLast()), world.planned().snapshot().contents()));

    assertThat(steps.attempt(RUN, site, course(), Step.DRILL, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).endsWith("account.sqlite is not what was verified"));
  }

  @Test
  void believesNoDrillThatFoundSomethingWrong() throws InterruptedException {
    cluster.reports.add(drilled(verified(), world.planned().snapshot().contents(), "bob's key is missing"));

    assertThat(steps.attempt(RUN, site, course(), Step.DRILL, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason() + " " + failed.hint()).isEqualTo("what was restored into scratch space is"
            + " not sound: bob's key is missing Mend the backup before it is needed. Another snapshot may be sound:"
            + " `/restore list pds`; a mirror is the same for all."));
  }

  private static Contents without(Item item, Contents all) {
    var rest = all.items().stream().filter(other -> !other.equals(item)).toList();
    return new Contents(rest, all.numbers(), all.newest(), all.unreadable());
  }

  private static Contents holding(Item item) {
    return new Contents(List.of(item), new TreeMap<>(), null, List.of());
  }

  private static Report.Drilled drilled(List<VolumeFile> live, Contents contents, String... defects) {
    return new Report.Drilled(new Report.Staged(live, List.of(), RepairResult.NOTHING),
        new Report.Replaced(live, List.of(), List.of(), List.of(), FixUp.NOTHING), contents, List.of(defects),
        new Report.Took(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @Test
  void tellsADefectOfAKindInsteadOfDyingOfIt() throws InterruptedException {
    kind.broken = true;

    assertThat(steps.attempt(RUN, site, course(), Step.ANNOUNCE, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).isEqualTo(
            "the step announce of r-steps0: something unexpected happened, IllegalStateException"));
  }

  @Test
  void announcesAgainBeforeAnybodyMustDecide() throws InterruptedException {
    kind.deaf = 3;

    assertThat(steps.attempt(RUN, site, course(), Step.ANNOUNCE, 1)).isInstanceOf(Done.class);
    assertThat(waited).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void announcesNoLongerThanForAMinute() throws InterruptedException {
    kind.deaf = Integer.MAX_VALUE;

    assertThat(steps.attempt(RUN, site, course(), Step.ANNOUNCE, 1)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).isEqualTo("not everybody could be told that the service is back"));
    assertThat(waited).isEqualTo(Duration.ofMinutes(1));
  }

  /// A kind that answers as it is told, and after that with a failed check.
  private static final class Answers implements ServiceKind {
    private final Deque<List<CheckResult>> answers = new ArrayDeque<>();
    private Contents checked = Contents.EMPTY;
    private boolean broken;
    /// So many announcements nobody hears.
    private int deaf;

    @Override
    public List<String> implausible(Contents snapshot) {
      return List.of();
    }

    @Override
    public List<CheckResult> reachable() {
      return List.of();
    }

    @Override
    public ExternalState outside(Contents snapshot, Contents live) {
      return ExternalState.NOTHING;
    }

    @Override
    public Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at) {
      return Loss.adding("account", List.of());
    }

    @Override
    public Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
      return Map.of();
    }

    @Override
    public List<CheckResult> announce() {
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      return deaf-- > 0 ? List.of(CheckResult.failed("relay", "no answer: the connection was refused")) : List.of();
    }

    @Override
    public List<CheckResult> check(Contents snapshot, SortedMap<String, Long> numbers, ExternalState before) {
      checked = snapshot;
      return answers.isEmpty() ? List.of(CheckResult.failed("relay", "idle")) : answers.poll();
    }

    @Override
    public List<String> byHand(Contents snapshot) {
      return List.of();
    }

    @Override
    public HandCommands handCommands(Contents snapshot, ExternalState outside) {
      return new HandCommands(List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public List<String> ifUndone() {
      return List.of();
    }
  }
}
