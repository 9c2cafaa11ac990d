package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Cluster.Volume;
import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.Job.Mount;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.WorkloadRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SandboxClusterTest {
  private static final WorkloadRef PDS = new WorkloadRef("pds", "deployment", "pds");
  private static final JobId ID = new JobId("pds", new ServiceName("pds"), "stage", "r-7k2m", 1);
  private static final String NAME = "pds-stage-r-7k2m";

  @TempDir
  private Path folder;
  private Sandbox sandbox;
  private Cluster cluster;

  @BeforeEach
  void open() {
    sandbox = Sandbox.open(folder, JobProbe.class.getName());
    cluster = sandbox.cluster();
  }

  @AfterEach
  void remove() {
    sandbox.remove();
  }

  @Test
  void scalesTheWorkloadDownAndUpAndKeepsItsPort() {
    var url = sandbox.pds().url();

    cluster.scale(PDS, 0);
    assertThat(cluster.workload(PDS)).contains(new Workload(0, 0, 0, List.of()));
    assertThat(cluster.volume("pds", "pds-data")).contains(new Volume(-1, List.of()));

    cluster.scale(PDS, 1);
    assertThat(cluster.workload(PDS)).contains(new Workload(1, 1, 1, List.of()));
    assertThat(cluster.volume("pds", "pds-data")).contains(new Volume(-1, List.of("pds-0")));
    assertThat(sandbox.pds().url()).isEqualTo(url);
  }

  @Test
  void isNotReadyWhileThePdsCannotReadItsData() throws IOException {
    cluster.scale(PDS, 0);
    Files.writeString(sandbox.volume().resolve("account.sqlite"),
        "no database at all, and long enough to be read as one");

    cluster.scale(PDS, 1);

    assertThat(cluster.workload(PDS)).contains(new Workload(1, 1, 0, List.of()));
  }

  @Test
  void remembersWhatWasAskedForWhenOpenedAgain() {
    cluster.scale(PDS, 0);
    cluster.setCronJob("pds", "pds-backup", CronJob.SUSPENDED);
    sandbox.happen(Fault.Plain.VOLUME_FULL);
    var capacity = cluster.volume("pds", "pds-data").orElseThrow().capacity();

    reopen();

    assertThat(cluster.workload(PDS)).contains(new Workload(0, 0, 0, List.of()));
    assertThat(cluster.cronJob("pds", "pds-backup")).contains(CronJob.SUSPENDED);
    assertThat(cluster.volume("pds", "pds-data").orElseThrow().capacity()).isEqualTo(capacity).isPositive();
  }

  @Test
  void knowsNothingElse() throws InterruptedException {
    assertThat(cluster.workload(new WorkloadRef("pds", "statefulset", "pds"))).isEmpty();
    assertThat(cluster.volume("pds", "other")).isEmpty();
    assertThat(cluster.cronJob("pds", "other")).isEmpty();
    assertThat(cluster.secret("pds", "other", "access-key")).isEmpty();
    assertThat(cluster.secret("pds", "pds-s3-credentials", "other")).isEmpty();
    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Absent());
    assertThat(cluster.output(ID, Duration.ofSeconds(30))).isEmpty();
    cluster.delete(ID);
    assertThatThrownBy(() -> cluster.scale(new WorkloadRef("knot", "deployment", "knot"), 0))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void runsAJobToItsEnd() throws InterruptedException {
    cluster.start(job("succeed", "with words; $(and) `traps`"));

    awaitEnd();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Succeeded("{\"done\":true}"));
    assertThat(cluster.output(ID, Duration.ofSeconds(30))).first()
        .isEqualTo("arguments succeed with words; $(and) `traps`");
    cluster.delete(ID);
    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Absent());
    assertThat(folder.resolve("jobs").resolve(NAME)).doesNotExist();
  }

  @Test
  void keepsTheMessageOfAJobThatFailed() {
    cluster.start(job("fail"));

    awaitEnd();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Failed("{\"failed\":true}"));
  }

  @Test
  void refusesASecondJobOfTheSameName() {
    cluster.start(job("wait"));

    assertThatThrownBy(() -> cluster.start(job("wait"))).isInstanceOf(ClusterException.class)
        .hasMessageContaining(NAME);
    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Active());
  }

  @Test
  void countsAJobAmongTheUsersOfItsVolumeUntilItEnds() throws InterruptedException {
    cluster.start(job("wait"));
    assertThat(cluster.volume("pds", "pds-data").orElseThrow().users()).containsExactly("pds-0", NAME);

    cluster.delete(ID);

    assertThat(cluster.volume("pds", "pds-data").orElseThrow().users()).containsExactly("pds-0");
  }

  @Test
  void noticesThatAJobWasKilled() {
    cluster.start(job("wait"));
    var worker = worker();

    processOf("launcher").destroyForcibly();
    assertThat(cluster.job(ID)).as("its worker is still there").isEqualTo(new JobStatus.Active());
    worker.destroyForcibly();
    worker.onExit().join();
    awaitEnd();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Failed(""));
  }

  @Test
  void noticesThatTheWorkerAloneWasKilled() {
    cluster.start(job("wait"));

    worker().destroyForcibly();
    awaitEnd();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Failed(""));
  }

  @Test
  void findsARunningJobWhenOpenedAgainAndEndsItOnDelete() throws InterruptedException {
    cluster.start(job("wait"));
    var worker = worker();

    reopen();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Active());
    assertThat(cluster.volume("pds", "pds-data").orElseThrow().users()).contains(NAME);
    cluster.delete(ID);
    assertThat(worker.onExit().join().isAlive()).isFalse();
    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Absent());
  }

  @Test
  void keepsAJobRunningWhenTheProgramThatStartedItIsKilled() throws IOException {
    sandbox.close();
    var holder = new ArrayList<>(JobCommand.of(SandboxHolder.class.getName()));
    holder.add(folder.toString());
    // Its temporary folder is a Job's; here there is none.
    holder.removeIf(word -> word.startsWith("-Djava.io.tmpdir"));
    var process = new ProcessBuilder(holder).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      assertThat(lines.lines().anyMatch("holding"::equals)).isTrue();
    }
    process.destroyForcibly().onExit().join();

    sandbox = Sandbox.open(folder, JobProbe.class.getName());
    cluster = sandbox.cluster();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Active());
    assertThat(worker().isAlive()).isTrue();
  }

  @Test
  void doesNotTakeAnotherProcessForAJob() throws IOException {
    cluster.start(job("succeed"));
    awaitEnd();
    var home = folder.resolve("jobs").resolve(NAME);
    Files.delete(home.resolve("exit"));
    Files.writeString(home.resolve("launcher"), Long.toString(ProcessHandle.current().pid()));
    Files.setLastModifiedTime(home.resolve("launcher"), FileTime.fromMillis(0));

    reopen();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Failed("{\"done\":true}"));
  }

  @Test
  void givesAJobItsEnvironmentAndNoOther() throws InterruptedException {
    cluster.start(job("succeed"));

    awaitEnd();

    assertThat(cluster.output(ID, Duration.ofSeconds(30))).filteredOn(line -> line.startsWith("variable ")).extracting(
        line -> line.substring("variable ".length()))
        .filteredOn(name -> !List.of("PWD", "_", "OLDPWD", "SHLVL").contains(name))
        .containsExactlyInAnyOrder("PATH", "LC_ALL", "KEY", "PLAIN", "RESTOREBOT_VOLUME", "RESTOREBOT_SCRATCH",
            "RESTOREBOT_TERMINATION_LOG");
  }

  @Test
  void endsAJobThatTakesLongerThanItMay() throws InterruptedException {
    var hurried = job("wait");
    cluster.start(new Job(ID, hurried.volume(), hurried.arguments(), hurried.environment(), hurried.secrets(),
        Optional.of(Duration.ofMillis(1))));
    var worker = worker();

    assertThat(cluster.follow(ID, _ -> {
    })).isInstanceOfSatisfying(JobStatus.Failed.class, failed -> assertThat(failed.end().how())
        .startsWith("took longer than its deadline"));
    await(() -> !worker.isAlive());
    assertThat(cluster.job(ID)).isInstanceOfSatisfying(JobStatus.Failed.class, failed -> assertThat(failed.end().how())
        .startsWith("took longer than its deadline"));
  }

  @Test
  void givesAJobItsTimeWhenItsLauncherIsKilled() throws InterruptedException {
    var within = Duration.ofSeconds(5);
    var hurried = job("wait");
    cluster.start(new Job(ID, hurried.volume(), hurried.arguments(), hurried.environment(), hurried.secrets(),
        Optional.of(within)));
    worker();
    var launcher = processOf("launcher");
    launcher.destroyForcibly();
    launcher.onExit().join();

    var began = System.nanoTime();
    var ended = cluster.follow(ID, _ -> {
    });

    assertThat(ended).isInstanceOfSatisfying(JobStatus.Failed.class, failed -> assertThat(failed.end().how())
        .startsWith("took longer than its deadline"));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(within);
  }

  @Test
  void passesSecretsOnWithoutWritingThemAnywhere() throws IOException {
    var secret = cluster.secret("pds", "pds-s3-credentials", "secret-key").orElseThrow();
    cluster.start(job("use-secret"));
    awaitEnd();

    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Succeeded("key of " + secret.length() + " letters"));
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
      }
    }
  }

  @Test
  void startsNoJobWithoutItsSecret() {
    var job = new Job(ID, new Mount("pds-data", 1000, 1000, OptionalInt.empty()), List.of("wait"), Map.of(),
        Map.of("KEY", new Job.SecretEntry("pds-s3-credentials", "session-key")));

    assertThatThrownBy(() -> cluster.start(job)).isInstanceOf(ClusterException.class)
        .hasMessageContaining("session-key");
    assertThat(cluster.job(ID)).isEqualTo(new JobStatus.Absent());
  }

  static Job job(String... arguments) {
    return new Job(ID, new Mount("pds-data", 1000, 1000, OptionalInt.empty()), List.of(arguments),
        Map.of("PLAIN", "seen by all"),
        Map.of("KEY", new Job.SecretEntry("pds-s3-credentials", "secret-key")));
  }

  private void reopen() {
    sandbox.close();
    sandbox = Sandbox.open(folder, JobProbe.class.getName());
    cluster = sandbox.cluster();
  }

  private ProcessHandle worker() {
    await(() -> Files.exists(folder.resolve("jobs").resolve(NAME).resolve("worker")));
    return processOf("worker");
  }

  private ProcessHandle processOf(String part) {
    var file = folder.resolve("jobs").resolve(NAME).resolve(part);
    return ProcessHandle.of(Long.parseLong(StateFile.read(file).orElseThrow().strip())).orElseThrow();
  }

  private void awaitEnd() {
    await(() -> !(cluster.job(ID) instanceof JobStatus.Active));
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
