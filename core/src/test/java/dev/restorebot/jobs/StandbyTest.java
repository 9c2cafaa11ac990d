package dev.restorebot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.engine.FakeCluster;
import dev.restorebot.jobs.Workers.JobResult;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A run looks at the volume and replaces data by the worker that waits for it, and never by two at a time.
@Timeout(60)
class StandbyTest {
  private static final ServiceDefinition PDS = PlanWorld.service();
  private static final RunId RUN = new RunId("r-7k2m4q");
  private static final JobId STANDBY = Standby.id(RUN, PDS);
  private static final RunKey KEY = RunKey.drawn();
  private static final Task LOOK = new Task.Inspect("pds", PDS.backups().files(), List.of(), OptionalLong.empty());
  private static final Task REPLACE =
      new Task.Replace(RUN.folder(), "pds", List.of(), List.of(), List.of(), Map.of(), true);
  private static final JobRequest REPLACING =
      new JobRequest(RUN, PDS, REPLACE, 1, Optional.of(KEY), Optional.of(Duration.ofMinutes(2)));
  private static final Task.OfRun STAGE = new Task.Stage(RUN.folder(), "pds", PDS.backups().store(),
      PDS.backups().bucket(), List.of(), List.of(), OptionalLong.empty());
  private static final JobRequest STAGING = new JobRequest(RUN, PDS, STAGE, 1);
  private static final Report SEEN = new Report.Inspected(List.of(), List.of(), Contents.EMPTY, new ByteSize(1));
  private static final Report STAGED = new Report.Staged(List.of(), List.of(), RepairResult.NOTHING);
  private static final Report REPLACED =
      new Report.Replaced(List.of(), List.of(), List.of(), List.of(), FixUp.NOTHING);

  private final FakeCluster cluster = new FakeCluster(new JsonWorkerCodec());
  private final Workers workers = new Workers(cluster, new JsonWorkerCodec(), Watcher.NONE);

  @BeforeEach
  void aClusterThatTellsJobsSomething() {
    cluster.tells = true;
    cluster.worker = answering(order -> switch (order.task()) {
      case Task.Inspect _ -> SEEN;
      case Task.Stage _ -> STAGED;
      default -> REPLACED;
    });
  }

  private static Function<Order, List<OutputLine>> answering(Function<Order, Report> answer) {
    return order -> List.of(new OutputLine.Heard(order.name()),
        new OutputLine.Answered(order.name(), answer.apply(order)));
  }

  private List<String> started() {
    return cluster.started.stream().map(Job::id).map(JobId::operation).toList();
  }

  @Test
  void looksAndStagesAndReplacesByTheWorkerThatWaits() throws Exception {
    workers.standBy(RUN, PDS);

    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(SEEN);
    assertThat(workers.work(STAGING, Optional::empty)).isEqualTo(new JobResult.Said(STAGED, List.of()));
    assertThat(workers.work(REPLACING, Optional::empty)).isEqualTo(new JobResult.Said(REPLACED, List.of()));

    assertThat(started()).containsExactly("standby");
    assertThat(cluster.told).as("no way in is left open")
        .containsExactly("start " + STANDBY, "left it", "left it", "left it");
  }

  /// It may end before it is told: its last words are about what it did before.
  @Test
  void takesNoLastWordsAboutSomethingElseForTheAnswer() throws Exception {
    workers.standBy(RUN, PDS);
    workers.ask(RUN, PDS, LOOK);
    cluster.ends(STANDBY, new JobStatus.Succeeded(new JsonWorkerCodec().write(new OutputLine.Ended(SEEN))));
    cluster.reports.add(REPLACED);

    assertThat(workers.work(REPLACING, Optional::empty)).isEqualTo(new JobResult.Said(REPLACED, List.of()));
    assertThat(started()).containsExactly("standby", "replace");
  }

  @Test
  void takesNoAnswerThatIsNoneToWhatItWasTold() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = answering(_ -> SEEN);

    assertThat(workers.work(REPLACING, Optional::empty)).isInstanceOfSatisfying(JobResult.Said.class,
        said -> assertThat(said.report()).isEqualTo(new Report.Failed("the Job " + STANDBY
            + " was told to replace and answered something else",
            "Use the same version for the bot and its worker.")));
  }

  /// A log that is followed anew is heard from its first line on.
  @Test
  void tellsOnceHowFarItIs() throws Exception {
    var seen = new ArrayList<OutputLine.Advanced>();
    var telling = new Workers(cluster, new JsonWorkerCodec(), (_, line) -> seen.add(line));
    telling.standBy(RUN, PDS);
    var first = new OutputLine.Advanced("account.sqlite", 1, 3);
    var second = new OutputLine.Advanced("account.sqlite", 2, 3);
    cluster.worker = order -> List.of(new OutputLine.Heard(order.name()), first, second);
    var follows = new AtomicInteger();
    cluster.beforeFollowing = () -> {
      if (follows.incrementAndGet() == 4) {
        cluster.says(new OutputLine.Answered("stage-1", STAGED));
      }
    };

    assertThat(telling.work(STAGING, Optional::empty)).isEqualTo(new JobResult.Said(STAGED, List.of()));

    assertThat(seen).containsExactly(first, second);
  }

  /// Every question about the cluster costs time while the service is stopped.
  @Test
  void waitsOnceUntilItListens() throws Exception {
    var followed = new AtomicInteger();
    cluster.beforeFollowing = followed::incrementAndGet;
    workers.standBy(RUN, PDS);

    workers.ask(RUN, PDS, LOOK);
    assertThat(followed).as("until it listens, and until it answers").hasValue(2);
    workers.ask(RUN, PDS, LOOK);
    assertThat(followed).as("until it answers").hasValue(3);
  }

  @Test
  void waitsForWhoeverTakesThePlaceOfOneThatHasAnswered() throws Exception {
    workers.standBy(RUN, PDS);
    workers.ask(RUN, PDS, LOOK);
    cluster.deaf = true;
    cluster.beforeFollowing = () -> cluster.deaf = false;

    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(SEEN);
    assertThat(started()).containsExactly("standby");
  }

  @Test
  void startsOneOnce() throws Exception {
    workers.standBy(RUN, PDS);
    workers.standBy(RUN, PDS);

    assertThat(started()).containsExactly("standby");
  }

  /// Its environment can be read by whoever may read Jobs, and is there before the service is stopped.
  @Test
  void givesItTheKeyOfTheRunWithTheOrderAlone() throws Exception {
    workers.standBy(RUN, PDS);
    workers.work(REPLACING, Optional::empty);

    assertThat(cluster.started.getFirst().environment()).containsOnlyKeys("RESTOREBOT_RUN");
    assertThat(cluster.started.getFirst().secrets()).isEmpty();
    assertThat(cluster.orders.getLast().key().orElseThrow().hex()).isEqualTo(KEY.hex());
    assertThat(cluster.orders.getLast()).asString().doesNotContain(KEY.hex());
  }

  /// They may be others by then: people think about a plan, and change keys.
  @Test
  void givesItTheKeysToTheBackupsAsTheyAreWhenItStagesAndThenAlone() throws Exception {
    workers.standBy(RUN, PDS);
    workers.ask(RUN, PDS, LOOK);
    cluster.secret = "another secret";
    workers.work(STAGING, Optional::empty);
    workers.work(REPLACING, Optional::empty);

    assertThat(cluster.orders).extracting(Order::keys).containsExactly(Optional.empty(),
        Optional.of(new AccessKeys("another secret", "another secret")), Optional.empty());
    assertThat(cluster.orders).asString().doesNotContain("another secret");
  }

  /// A look goes by what is there now, whatever was answered before.
  @Test
  void takesNoEarlierAnswerForThatToALook() throws Exception {
    workers.standBy(RUN, PDS);
    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(SEEN);
    var since = new Report.Failed("the disk failed", "");
    cluster.worker = answering(_ -> since);

    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(since);
  }

  /// A bot that was killed has its answer in what the worker said.
  @Test
  void takesTheAnswerThatWasGivenWhenTheBotWasAway() throws Exception {
    workers.standBy(RUN, PDS);
    workers.work(REPLACING, Optional::empty);
    cluster.ends(STANDBY, new JobStatus.Succeeded(""));

    var again = new Workers(cluster, new JsonWorkerCodec(), Watcher.NONE).work(REPLACING, Optional::empty);

    assertThat(again).isEqualTo(new JobResult.Said(REPLACED, List.of()));
    assertThat(started()).containsExactly("standby");
    assertThat(cluster.orders).hasSize(1);
  }

  /// It ends when it has replaced the data, and its last words are known where its log is not.
  @Test
  void takesTheLastWordsOfOneWhoseOutputIsNotTold() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = order -> {
      cluster.ends(STANDBY, new JobStatus.Succeeded(new JsonWorkerCodec().write(new OutputLine.Ended(REPLACED))));
      cluster.outputIsTold = false;
      return List.of(new OutputLine.Heard(order.name()));
    };

    assertThat(workers.work(REPLACING, Optional::empty)).isEqualTo(new JobResult.Said(REPLACED, List.of()));
  }

  /// Whoever asks for a restore hears that after one round of questions, and not after each.
  @Test
  void saysThatTheClusterDoesNotAnswer() {
    cluster.answers = false;

    assertThatThrownBy(() -> workers.standBy(RUN, PDS)).isInstanceOf(ClusterException.class);
  }

  @Test
  void goesWithoutWhereJobsCannotBeToldAnything() throws Exception {
    cluster.tells = false;
    cluster.reports.add(SEEN);

    workers.standBy(RUN, PDS);

    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(SEEN);
    assertThat(started()).containsExactly("inspect");
  }

  /// What might have heard it has ended before another begins.
  @Test
  void replacesByAnotherJobOnlyWhenTheOneThatDoesNotHearHasEnded() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.deaf = true;
    cluster.reports.add(REPLACED);

    assertThat(workers.work(REPLACING, Optional::empty)).isInstanceOf(JobResult.Said.class);

    assertThat(cluster.gone).containsExactly("standby");
    assertThat(started()).containsExactly("standby", "replace");
  }

  @Test
  void replacesByAnotherJobOnlyWhenTheOneThatSaysNothingHasEnded() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = _ -> List.of();
    cluster.reports.add(REPLACED);

    assertThat(workers.work(REPLACING, Optional::empty)).isInstanceOf(JobResult.Said.class);

    assertThat(cluster.orders).as("said again").hasSize(3).extracting(Order::name).containsOnly("replace-1");
    assertThat(cluster.gone).containsExactly("standby");
  }

  @Test
  void asksOnceMoreWhetherTheServiceIsStillStoppedBeforeAnotherJobReplaces() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.deaf = true;

    var word = workers.work(REPLACING,
        () -> cluster.gone.isEmpty() ? Optional.empty() : Optional.of("somebody has started it"));

    assertThat(word).isInstanceOf(JobResult.Unable.class);
    assertThat(started()).containsExactly("standby");
  }

  @Test
  void neverTellsAnythingWhileTheServiceIsNotAsItWasLeft() throws Exception {
    workers.standBy(RUN, PDS);

    assertThat(workers.work(REPLACING, () -> Optional.of("somebody has started it")))
        .isInstanceOf(JobResult.Unable.class);

    assertThat(cluster.orders).isEmpty();
  }

  /// Where one that replaces is killed, it counts as an attempt: the next goes by what is on the volume.
  @Test
  void countsAReplacementWhoseWorkerIsKilledAsLost() throws Exception {
    workers.standBy(RUN, PDS);
    var killed = new End("was evicted", "See the node.", Again.TRY);
    cluster.worker = order -> {
      cluster.ends(STANDBY, new JobStatus.Failed("", killed));
      return List.of(new OutputLine.Heard(order.name()));
    };

    assertThat(workers.work(REPLACING, Optional::empty))
        .isEqualTo(new JobResult.Lost("the Job " + STANDBY + " was evicted", "See the node.", Again.TRY, List.of()));
    assertThat(started()).containsExactly("standby");
  }

  @Test
  void endsAReplacementThatTakesTooLong() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = order -> List.of(new OutputLine.Heard(order.name()));

    assertThat(workers.work(REPLACING, Optional::empty)).isInstanceOfSatisfying(JobResult.Lost.class,
        lost -> assertThat(lost.how()).contains("took longer than its deadline of 2 minutes"));

    assertThat(cluster.gone).containsExactly("standby");
  }

  @Test
  void looksByAnotherJobWhereTheOneThatWaitedIsKilled() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = _ -> {
      cluster.ends(STANDBY, new JobStatus.Failed(""));
      return List.of();
    };
    cluster.reports.add(SEEN);

    assertThat(workers.ask(RUN, PDS, LOOK)).isEqualTo(SEEN);
    assertThat(started()).containsExactly("standby", "inspect");
  }

  @Test
  void startsAnotherWhereOneHasEndedWhilePeopleThought() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.ends(STANDBY, new JobStatus.Failed("", End.late(Duration.ofHours(1), Duration.ofHours(1))));

    workers.standBy(RUN, PDS);

    assertThat(started()).containsExactly("standby", "standby");
    assertThat(cluster.job(STANDBY)).isInstanceOf(JobStatus.Active.class);
  }

  /// As when a node is drained: the Job's controller makes another pod, which has heard nothing.
  @Test
  void tellsTheOneThatHasTakenThePlaceOfOneThatWasDeleted() throws Exception {
    workers.standBy(RUN, PDS);
    cluster.worker = order -> List.of(new OutputLine.Heard(order.name()));
    var follows = new AtomicInteger();
    cluster.beforeFollowing = () -> {
      if (follows.incrementAndGet() == 4) {
        cluster.anotherPodListens();
        cluster.worker = answering(_ -> REPLACED);
      }
    };

    assertThat(workers.work(REPLACING, Optional::empty)).isEqualTo(new JobResult.Said(REPLACED, List.of()));

    assertThat(cluster.orders).extracting(Order::name).containsExactly("replace-1", "replace-1");
    assertThat(cluster.gone).isEmpty();
  }

  /// A quota counts its pod, and its memory is taken from a node: nobody fails for want of what only makes a restore faster.
  @Test
  void givesWayToAJobThatCannotStartBesideIt() throws Exception {
    workers.standBy(RUN, PDS);
    var purged = new Report.Purged(new ByteSize(0));
    cluster.fates.add(new JobStatus.Stuck("exceeded quota: pods=3, used: pods=3, limited: pods=3", "Raise it."));
    cluster.reports.add(purged);

    var word = workers.work(new JobRequest(RUN, PDS, new Task.Purge(RUN.folder(), false), 1), Optional::empty);

    assertThat(word).isEqualTo(new JobResult.Said(purged, List.of()));
    assertThat(cluster.gone).containsExactly("purge", "standby");
    assertThat(started()).containsExactly("standby", "purge", "purge");
  }

  @Test
  void leavesWhatItIsNotForToAJobOfItsOwn() throws Exception {
    workers.standBy(RUN, PDS);
    var purged = new Report.Purged(new ByteSize(0));
    cluster.reports.add(purged);

    workers.work(new JobRequest(RUN, PDS, new Task.Purge(RUN.folder(), false), 1), Optional::empty);

    assertThat(cluster.orders).isEmpty();
    assertThat(started()).containsExactly("standby", "purge");
  }
}
