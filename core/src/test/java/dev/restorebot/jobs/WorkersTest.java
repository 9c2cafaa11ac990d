package dev.restorebot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.engine.FakeCluster;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.Task.Examine;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is waited for of a worker: what it has to say, and its end only where it may still change something.
@Timeout(60)
class WorkersTest {
  private static final ServiceDefinition PDS = PlanWorld.service();
  private static final RunId RUN = new RunId("r-7k2m4q");
  private static final Task TASK = new Examine("pds", PDS.backups().files(), Set.of("account"));
  private static final Report SEEN =
      new Report.Examined(List.of(), Contents.EMPTY, List.of(), List.of(), new ByteSize(0));
  private static final JobId EXAMINE = JobRequest.id(RUN, PDS, "examine", 1);

  private final FakeCluster cluster = new FakeCluster(new JsonWorkerCodec());
  private final Workers workers = new Workers(cluster, new JsonWorkerCodec(), Watcher.NONE);

  @Test
  void takesAnAnswerWithoutWaitingUntilTheJobThatGaveItIsGone() throws Exception {
    cluster.reports.add(SEEN);

    assertThat(workers.ask(RUN, PDS, TASK)).isEqualTo(SEEN);

    assertThat(cluster.gone).isEmpty();
    assertThat(cluster.job(EXAMINE)).isInstanceOf(JobStatus.Absent.class);
  }

  /// What else it wrote is for people.
  @Test
  void goesWithoutTheOutputOfAJobWhoseLastWordsAreKnown() throws Exception {
    cluster.reports.add(SEEN);
    cluster.outputIsTold = false;

    assertThat(workers.ask(RUN, PDS, TASK)).isEqualTo(SEEN);
  }

  /// Whoever runs another version, or has taken the place of a worker, has done nothing that was asked for.
  @Test
  void takesNoReportOfSomethingElseForTheAnswer() throws Exception {
    cluster.reports.add(new Report.Purged(new ByteSize(0)));

    assertThat(workers.ask(RUN, PDS, TASK)).isEqualTo(new Report.Failed(
        "the Job " + EXAMINE + " was told to examine and answered something else",
        "Use the same version for the bot and its worker."));
  }

  @Test
  void forgetsAJobThatHasEndedWithoutWaitingUntilItIsGone() throws Exception {
    cluster.start(new JobRequest(RUN, PDS, TASK, 1).job(new JsonWorkerCodec()));

    workers.forget(RUN, PDS, "examine", 1);

    assertThat(cluster.gone).isEmpty();
    assertThat(cluster.job(EXAMINE)).isInstanceOf(JobStatus.Absent.class);
  }

  @Test
  void forgetsAJobThatWorksOnlyWhenItHasEnded() throws Exception {
    cluster.works(EXAMINE);

    workers.forget(RUN, PDS, "examine", 1);

    assertThat(cluster.gone).containsExactly("examine");
  }
}
