package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.kubernetes.JobSettings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesJobsTest {
  private static final String REPORT = "printf reported > \"$RESTOREBOT_TERMINATION_LOG\"";
  private static final String ENDLESS = "echo one; sleep 1000";
  private static final Predicate<Pod> ALL = Pods.named("");

  @TempDir
  private Path volume;

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  private final JobId id = installation.id("stage", "r-7k2m4q");
  private final List<String> heard = new ArrayList<>();

  private Kubelet kubelet() {
    return test.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim(Installation.CLAIM, volume).start();
  }

  @Test
  void startsAJobFollowsItAndRemovesIt() throws Exception {
    var cluster = installation.cluster();
    try (var _ = kubelet()) {
      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Absent());

      cluster.start(installation.job(id, "echo one; echo two; printf half; " + REPORT));

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("one", "two");
      assertThat(cluster.output(id, Duration.ofSeconds(30))).containsExactly("one", "two");

      cluster.delete(id);

      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Absent());
      assertThat(cluster.output(id, Duration.ofSeconds(30))).isEmpty();
      cluster.delete(id);
    }
  }

  @Test
  void asksForTheRemovalOfAJobWithoutWaitingForItsPod() throws Exception {
    var cluster = installation.cluster();
    try (var kubelet = kubelet(); var _ = kubelet.befall(ALL, new Misfortune.WillNotDie())) {
      cluster.start(installation.job(id, ENDLESS));
      kubelet.awaitLog(id.toString(), "one", Duration.ofSeconds(30));

      cluster.discard(id);

      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Absent());
      assertThat(test.admin().pods().inNamespace(test.namespace()).list().getItems()).hasSize(1);
    }
  }

  @Test
  void tellsLinesAsTheyComeAndFollowsAJobThatItDidNotStart() throws Exception {
    try (var kubelet = kubelet()) {
      installation.cluster().start(installation.job(id, "echo one; while [ ! -e $RESTOREBOT_VOLUME/go ]; do sleep 0.1;"
          + " done; echo two; " + REPORT));
      kubelet.awaitLog(id.toString(), "one", Duration.ofSeconds(30));

      var status = installation.cluster().follow(id, line -> {
        heard.add(line);
        if (line.equals("one")) {
          assertThat(volume.resolve("go").toFile().mkdir()).isTrue();
        }
      });

      assertThat(status).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("one", "two");
    }
  }

  @Test
  void repeatsNoLineOfALogWhoseStreamWasLost() throws Exception {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, new Misfortune.LogStreamCut("two"));
      var cluster = installation.cluster();
      cluster.start(installation.job(id, "echo one; echo two; sleep 1; echo three; " + REPORT));

      var status = cluster.follow(id, heard::add);

      assertThat(status).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("one", "two", "three");
    }
  }

  @Test
  void takesNoErrorForALineOfTheLogAndMissesNoLine() throws Exception {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, new Misfortune.FirstLogUnavailable());
      var cluster = installation.cluster();
      cluster.start(installation.job(id, "echo one; sleep 1; echo two; " + REPORT));

      var status = cluster.follow(id, heard::add);

      assertThat(status).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("one", "two");
    }
  }

  /// A node that is busy with its disk may let who asks for a log wait for ever; the last words of the Job are known meanwhile.
  @Test
  @Timeout(40)
  void reportsWithoutALogThatIsNeverTold() throws Exception {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, new Misfortune.LogStreamHangs(""));
      var cluster = installation.cluster();
      cluster.start(installation.job(id, "echo one; echo two; " + REPORT));

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(cluster.output(id, Duration.ofSeconds(1))).isEmpty();
    }
  }

  @Test
  void reportsWithoutALog() throws Exception {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, new Misfortune.LogsUnavailable());
      var cluster = installation.cluster();
      cluster.start(installation.job(id, "echo one; " + REPORT));

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(cluster.output(id, Duration.ofSeconds(30))).isEmpty();
    }
  }

  @Test
  void refusesToStartAJobTwiceOrBesideAnotherRun() {
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.job(id, ENDLESS));

      assertThatThrownBy(() -> cluster.start(installation.job(id, ENDLESS))).isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("could not start the Job pds-stage-r-7k2m4q in namespace " + test.namespace())
          .hasMessageContaining("already exists");
      assertThatThrownBy(() -> cluster.start(installation.job(installation.id("inspect", "r-zzzzzz"), ENDLESS)))
          .isInstanceOf(ClusterException.class)
          .hasMessage("could not start the Job pds-inspect-r-zzzzzz: the Job pds-stage-r-7k2m4q has not ended, and it"
              + " works for the run r-7k2m4q of pds. Wait until it has, or delete it");
    }
  }

  @Test
  void startsAJobWithoutAVolumeBesideAnotherRun() throws Exception {
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.job(id, ENDLESS));
      var drill = installation.id("drill", "r-zzzzzz");

      cluster.start(installation.alone(drill, "touch $RESTOREBOT_VOLUME/mine && ls $RESTOREBOT_VOLUME; " + REPORT));

      assertThat(cluster.follow(drill, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("mine");
      assertThat(volume).isEmptyDirectory();
      cluster.delete(id);
    }
  }

  @Test
  void startsAJobBesideOneWithoutAVolume() throws Exception {
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.alone(installation.id("drill", "r-zzzzzz"), ENDLESS));

      cluster.start(installation.job(id, REPORT));

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
      cluster.delete(installation.id("drill", "r-zzzzzz"));
    }
  }

  @Test
  void leavesAJobAloneThatIsNotItsOwn() throws Exception {
    var cluster = installation.cluster();
    new Scripts(test).run(id.toString(), "true");

    assertThat(cluster.job(id)).isEqualTo(new JobStatus.Foreign("restorebot did not make it"));
    assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Foreign("restorebot did not make it"));

    cluster.delete(id);

    assertThat(cluster.job(id)).isEqualTo(new JobStatus.Foreign("restorebot did not make it"));
  }

  @Test
  void aWorkerThatNeedsTooMuchMemory() throws Exception {
    var end = failure(new Misfortune.OutOfMemory("one"));

    assertThat(end.how()).isEqualTo("used more memory than its limit of 512Mi and was killed");
    assertThat(end.hint()).isEqualTo("Raise `worker.memory` in the configuration, then ask again.");
    assertThat(end.again()).isEqualTo(Again.POINTLESS);
  }

  @Test
  void aPodThatIsEvicted() throws Exception {
    var end = failure(new Misfortune.Evicted("one"));

    assertThat(end.how()).isEqualTo("was evicted: The node was low on resource: ephemeral-storage.");
    assertThat(end.again()).isEqualTo(Again.TRY);
  }

  @Test
  void aPodThatSomebodyDeletes() throws Exception {
    var end = failure(new Misfortune.DeletedBySomebody("one"));

    assertThat(end.how()).isEqualTo("lost its pod: somebody deleted it, or its node is gone");
    assertThat(end.again()).isEqualTo(Again.TRY);
  }

  @Test
  void aWorkerThatTakesTooLong() throws Exception {
    var hasty = new JobSettings("restorebot:test", Duration.ofSeconds(2), Duration.ofMinutes(5), "10Mi", "512Mi");
    try (var _ = kubelet()) {
      var cluster = installation.cluster(hasty);
      cluster.start(installation.job(id, ENDLESS));

      var end = ((JobStatus.Failed) cluster.follow(id, heard::add)).end();

      assertThat(end.how()).isEqualTo("took longer than its deadline of 2 seconds and was ended");
      assertThat(end.hint()).isEqualTo("Raise `worker.deadline` in the configuration, then ask again.");
      assertThat(end.again()).isEqualTo(Again.POINTLESS);
    }
  }

  @Test
  void aWorkerThatTakesTooLongAndWillNotDie() throws Exception {
    var hasty = new JobSettings("restorebot:test", Duration.ofSeconds(2), Duration.ofMinutes(5), "10Mi", "512Mi");
    try (var kubelet = kubelet(); var _ = kubelet.befall(ALL, new Misfortune.WillNotDie())) {
      var cluster = installation.cluster(hasty);
      cluster.start(installation.job(id, ENDLESS));

      var end = ((JobStatus.Failed) cluster.follow(id, heard::add)).end();

      assertThat(end.how()).startsWith("was ended, but its pod pds-stage-r-7k2m4q-")
          .endsWith(" on " + kubelet.node() + " does not end");
      assertThat(end.again()).isEqualTo(Again.POINTLESS);
      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Active());
    }
  }

  @Test
  @Timeout(60)
  void aWorkerWhoseDeadlineTheClusterOverlooks() throws Exception {
    var hasty = new JobSettings("restorebot:test", Duration.ofSeconds(4), Duration.ofMinutes(5), "10Mi", "512Mi");
    try (var kubelet = kubelet()) {
      var cluster = installation.cluster(hasty);
      cluster.start(installation.job(id, ENDLESS));
      kubelet.awaitLog(id.toString(), "one", Duration.ofSeconds(30));
      startsLater(Duration.ofSeconds(3)); // the timer for its deadline is set, and is now too early

      var end = ((JobStatus.Failed) cluster.follow(id, heard::add)).end();

      assertThat(end.how()).isEqualTo("took longer than its deadline of 4 seconds and was ended");
      assertThat(end.again()).isEqualTo(Again.POINTLESS);
    }
  }

  private void startsLater(Duration by) {
    var job = test.admin().batch().v1().jobs().inNamespace(test.namespace()).withName(id.toString());
    job.waitUntilCondition(now -> now.getStatus().getStartTime() != null, 30, TimeUnit.SECONDS);
    job.editStatus(now -> now.edit().editStatus()
        .withStartTime(Instant.parse(now.getStatus().getStartTime()).plus(by).toString()).endStatus().build());
  }

  @Test
  void aWorkerThatEndsWithoutAReport() throws Exception {
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.job(id, "kill -9 $$"));

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Failed(""));
    }
  }

  @Test
  void anImageThatCannotBePulled() throws Exception {
    var stuck = stuck(new Misfortune.ImagePullFails());

    assertThat(stuck.why()).startsWith("its image restorebot:test cannot be had: ");
    assertThat(stuck.hint()).isEqualTo(
        "See that `worker.image` in the configuration is right and that the nodes can pull it, then ask again.");
  }

  @Test
  void aPodForWhichThereIsNoRoom() throws Exception {
    var stuck = stuck(new Misfortune.Unschedulable());

    assertThat(stuck.why())
        .isEqualTo("no node takes its pod: 0/1 nodes are available: 1 Insufficient memory.");
  }

  @Test
  void aSecretThatIsMissing() throws Exception {
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(new Job(id, installation.job(id, "").volume(), List.of("true"), Map.of(),
          Map.of("KEY", new Job.SecretEntry("pds-s3-credentials", "access-key"))));

      var stuck = (JobStatus.Stuck) cluster.follow(id, heard::add);

      assertThat(stuck.why()).isEqualTo("its container cannot be set up: secret \"pds-s3-credentials\" not found");
      assertThat(stuck.hint()).isEqualTo("Create the Secret or the entry that is missing, then ask again.");
      cluster.delete(id);
      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Absent());
    }
  }

  @Test
  void aPodThatAQuotaForbids() throws Exception {
    test.admin().resource(new ResourceQuotaBuilder().withNewMetadata().withNamespace(test.namespace()).withName("small")
        .endMetadata().withNewSpec().addToHard("pods", new Quantity("0")).endSpec().build()).create();
    try (var _ = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.job(id, REPORT));

      var stuck = (JobStatus.Stuck) cluster.follow(id, heard::add);

      assertThat(stuck.why()).startsWith("the cluster makes no pod for it: pods \"pds-stage-r-7k2m4q-")
          .endsWith("is forbidden: exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0");
      assertThat(stuck.hint())
          .isEqualTo("Raise the quota of namespace " + test.namespace() + " or make room in it, then ask again.");
    }
  }

  @Test
  void aPodThatIsNotStarted() throws Exception {
    var stuck = stuck(new Misfortune.SlowStart());

    assertThat(stuck.why()).startsWith("its pod was given to the node kubelet-").endsWith(
        "long ago and its program has not begun: perhaps the volume cannot be mounted there, or the image is slow");
    assertThat(stuck.hint()).startsWith("See `kubectl describe pod -n " + test.namespace() + " pds-stage-");
  }

  @Test
  void aTroubleThatPasses() throws Exception {
    try (var kubelet = kubelet()) {
      var relief = kubelet.befall(ALL, new Misfortune.ImagePullFails());
      var cluster = installation.cluster();
      cluster.start(installation.job(id, REPORT));
      new Scripts(test).awaitWaiting("pds-stage", "ImagePullBackOff");
      assertThat(cluster.job(id)).isEqualTo(new JobStatus.Active());

      relief.close();

      assertThat(cluster.follow(id, heard::add)).isEqualTo(new JobStatus.Succeeded("reported"));
    }
  }

  @Test
  void aJobThatSomebodyDeletes() throws Exception {
    try (var kubelet = kubelet()) {
      var cluster = installation.cluster();
      cluster.start(installation.job(id, ENDLESS));
      kubelet.awaitLog(id.toString(), "one", Duration.ofSeconds(30));

      var status = cluster.follow(id, _ -> test.admin().batch().v1().jobs().inNamespace(test.namespace())
          .withName(id.toString()).delete());

      assertThat(status).isEqualTo(new JobStatus.Absent());
    }
  }

  private JobStatus.End failure(Misfortune misfortune) throws InterruptedException {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, misfortune);
      var cluster = installation.cluster();
      cluster.start(installation.job(id, ENDLESS));

      return ((JobStatus.Failed) cluster.follow(id, heard::add)).end();
    }
  }

  private JobStatus.Stuck stuck(Misfortune misfortune) throws InterruptedException {
    try (var kubelet = kubelet()) {
      kubelet.befall(ALL, misfortune);
      var cluster = installation.cluster();
      cluster.start(installation.job(id, ENDLESS));

      return (JobStatus.Stuck) cluster.follow(id, heard::add);
    }
  }
}
