package dev.restorebot.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.engine.FakeCluster;
import dev.restorebot.jobs.Workers;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task.Examine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// People who ask what is wrong, and a restore, need the same volume.
class ExaminationsTest {
  private static final ServiceDefinition PDS = PlanWorld.service();
  private static final Examine TASK = new Examine("pds", PDS.backups().files(), Set.of("account"));
  private static final Report SEEN =
      new Report.Examined(List.of(), Contents.EMPTY, List.of(), List.of(), new ByteSize(0));

  private final FakeCluster cluster = new FakeCluster(new JsonWorkerCodec());
  private final AtomicInteger ids = new AtomicInteger();
  private Optional<String> objection = Optional.empty();
  private final Examinations examinations =
      new Examinations(new Workers(cluster, new JsonWorkerCodec(), Watcher.NONE),
          () -> new RunId("r-exam0" + ids.incrementAndGet()), _ -> objection);

  @AutoClose
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void examinesAVolumeOnceForAllWhoAskMeanwhile() throws Exception {
    cluster.reports.add(SEEN);
    cluster.held.acquire();
    var answers = IntStream.range(0, 5).mapToObj(_ -> examinations.begun(PDS, TASK)).toList();
    cluster.held.release();

    assertThat(answers).extracting(CompletableFuture::get).hasSize(5).containsOnly(SEEN);
    assertThat(cluster.told).containsExactly("start pds-examine-r-exam01");
  }

  @Test
  void examinesItAgainForWhoeverAsksLater() throws Exception {
    cluster.reports.add(SEEN);
    cluster.reports.add(SEEN);

    assertThat(ask().get()).isEqualTo(SEEN);
    assertThat(ask().get()).isEqualTo(SEEN);
    assertThat(cluster.told).contains("start pds-examine-r-exam01", "start pds-examine-r-exam02");
  }

  @Test
  void staysAwayFromAVolumeThatARestoreIsAtWorkOn() throws Exception {
    objection = Optional.of("r-7k2m4q is at work on it: at the step replace");

    assertThat(ask().get()).isEqualTo(
        new Report.Failed("r-7k2m4q is at work on it: at the step replace", "Ask again when that is over."));
    assertThat(cluster.told).isEmpty();
  }

  @Test
  void givesWayToARestore() throws Exception {
    cluster.held.acquire();
    var asked = ask();
    cluster.follows.acquire();

    examinations.giveWay(PDS);

    assertThat(asked.get())
        .isEqualTo(new Report.Failed("it gave way to a restore", "Ask again when that is over."));
    assertThat(cluster.told).containsExactly("start pds-examine-r-exam01");
    assertThat(cluster.job(new JobId("pds", PDS.name(), "examine", "r-exam01", 1)))
        .isInstanceOf(JobStatus.Absent.class);
  }

  @Test
  void hasNothingToGiveWayWhereNobodyAsks() throws Exception {
    examinations.giveWay(PDS);

    assertThat(cluster.told).isEmpty();
  }

  private Future<Report> ask() {
    return people.submit(() -> examinations.of(PDS, TASK));
  }
}
