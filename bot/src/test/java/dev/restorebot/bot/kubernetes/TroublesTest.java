package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Meddler;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.files.Digest;
import dev.restorebot.golden.Golden;
import dev.restorebot.plan.Step;
import dev.restorebot.volume.RunFolder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What goes wrong in a cluster in the middle of a restore. Each ends with the service as it was, or restored, and with the
/// reason: the transcripts beside this test show what people saw.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class TroublesTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/restorebot/bot/kubernetes");
  private static final String ASK = "alice: /restore pds latest-before 2026-02-25";

  @TempDir
  private Path folder;
  private KubernetesWorld world;
  private Play play;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void open() throws IOException {
    world = KubernetesWorld.open(folder);
    play = new Play(world, "{ gone: 4s, ready: 8s }");
    before = live();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aPodThatWillNotDie(TestInfo test) throws Exception {
    try (var _ = world.kubelet().befall(Pods.labelled("app", "pds"), new Misfortune.WillNotDie())) {
      play.lines(ASK, "bob: [Approve]", "bob: [Replace data]");
    }

    assertNothingWasChanged(test);
  }

  @Test
  void aSecondPodOnTheClaimWithAnotherLabel(TestInfo test) throws Exception {
    world.admin().resource(new PodBuilder().withNewMetadata().withNamespace(world.namespace()).withName("debug-shell")
        .addToLabels("app", "debug").endMetadata().withNewSpec().addNewContainer().withName("shell").withImage("shell")
        .endContainer().addNewVolume().withName("data").withNewPersistentVolumeClaim().withClaimName("pds-data")
        .endPersistentVolumeClaim().endVolume().endSpec().build()).create();

    play.lines(ASK, "bob: [Approve]", "bob: [Replace data]");

    assertNothingWasChanged(test);
  }

  @Test
  void aWorkloadThatIsScaledUpAgainBySomebody(TestInfo test) throws Exception {
    play.lines(journal -> Meddler.after(Step.QUIESCE, this::scaleUp, journal), ASK, "bob: [Approve]",
        "bob: [Replace data]");

    assertNothingWasChanged(test);
  }

  @Test
  void aWorkloadThatIsScaledUpRightBeforeTheReplacement(TestInfo test) throws Exception {
    play.lines(journal -> Meddler.before(Step.REPLACE, this::scaleUp, journal), ASK, "bob: [Approve]",
        "bob: [Replace data]");

    assertNothingWasChanged(test);
  }

  @Test
  void aPermissionThatIsRevoked(TestInfo test) throws Exception {
    play.lines(journal -> Meddler.after(Step.STAGE, () -> world.withhold("patch", "deployments/scale"), journal), ASK,
        "bob: [Approve]", "bob: [Replace data]");

    assertNothingWasChanged(test);
  }

  @Test
  void aPermissionThatIsRevokedWhileTheServiceIsStopped(TestInfo test) throws Exception {
    play.lines(journal -> Meddler.after(Step.REPLACE, () -> world.withhold("patch", "deployments/scale"), journal), ASK,
        "bob: [Approve]", "bob: [Replace data]");
    world.grant();
    play.lines("bob: [Retry]");

    assertSeen(test);
    assertServing();
  }

  private void assertNothingWasChanged(TestInfo test) throws IOException {
    assertSeen(test);
    assertThat(live()).isEqualTo(before);
    assertServing();
  }

  private void scaleUp() {
    world.admin().apps().deployments().inNamespace(world.namespace()).withName("pds").scale(1);
    world.admin().pods().inNamespace(world.namespace()).withLabel("app", "pds")
        .informOnCondition(pods -> pods.stream().anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())))
        .orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void awaitReady() {
    world.admin().apps().deployments().inNamespace(world.namespace()).withName("pds").waitUntilCondition(
        workload -> Integer.valueOf(1).equals(workload.getStatus().getAvailableReplicas()), 60, TimeUnit.SECONDS);
  }

  private void assertSeen(TestInfo test) {
    new Golden(FOLDER.resolve(test.getTestMethod().orElseThrow().getName() + ".transcript"))
        .says(play.seen("bob: [Approve]"));
  }

  /// The service runs with its replica, its backups run, and no Job is left over.
  private void assertServing() {
    awaitReady();
    assertThat(world.bot().workload(world.service().workload()).orElseThrow().replicas()).isEqualTo(1);
    assertThat(world.bot().cronJob(world.namespace(), "pds-backup")).contains(CronJob.ACTIVE);
    assertThat(world.admin().batch().v1().jobs().inNamespace(world.namespace()).list().getItems()).isEmpty();
  }

  /// Every file on the volume outside of restorebot's own folder.
  private SortedMap<String, Digest> live() throws IOException {
    var root = world.sandbox().volume();
    var live = new TreeMap<String, Digest>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = root.relativize(file).toString();
        if (!name.startsWith(RunFolder.HOME) && !name.endsWith("-shm") && !name.endsWith("-wal")) {
          live.put(name, Digest.of(file));
        }
      }
    }
    return live;
  }
}
