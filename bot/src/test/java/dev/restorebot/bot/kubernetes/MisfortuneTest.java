package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("soak")
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class MisfortuneTest {
  private static final String ENDLESS = "echo one; sleep 1000";
  private static final Predicate<Pod> ALL = Pods.named("");

  @AutoClose
  private final TestCluster cluster = TestCluster.open();
  private final Scripts scripts = new Scripts(cluster);
  private final Kubelet kubelet = cluster.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).start();

  @Test
  void aPodForWhichThereIsNoRoom() {
    var misfortune = kubelet.befall(Pods.named("big-"), new Misfortune.Unschedulable());
    scripts.run("big", "true");

    var pod = scripts.awaitPod("big", now -> !now.getStatus().getConditions().isEmpty());
    assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
    assertThat(pod.getSpec().getNodeName()).isNull();
    assertThat(Scripts.condition(pod, "PodScheduled").getReason()).isEqualTo("Unschedulable");
    assertThat(Scripts.condition(pod, "PodScheduled").getMessage())
        .isEqualTo("0/1 nodes are available: 1 Insufficient memory.");

    misfortune.close();
    scripts.awaitJob("big", "Complete");
  }

  @Test
  void anUnknownClaim() throws Exception {
    scripts.run(scripts.job("claims", "true").editSpec().editTemplate().editSpec().editFirstContainer()
        .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer()
        .addNewVolume().withName("data").withNewPersistentVolumeClaim("late", false).endVolume()
        .endSpec().endTemplate().endSpec());

    var pod = scripts.awaitPod("claims", now -> !now.getStatus().getConditions().isEmpty());
    assertThat(Scripts.condition(pod, "PodScheduled").getMessage())
        .isEqualTo("persistentvolumeclaim \"late\" not found");

    kubelet.claim("late", Path.of("/nowhere"));
    scripts.awaitJob("claims", "Complete");
  }

  @Test
  void anImageThatCannotBePulled() {
    var misfortune = kubelet.befall(Pods.labelled("operation", "image"), new Misfortune.ImagePullFails());
    scripts.run("image", "true");

    assertThat(scripts.awaitWaiting("image", "ImagePullBackOff").getState().getWaiting().getMessage())
        .isEqualTo("Back-off pulling image \"restorebot:test\"");
    assertThat(scripts.awaitPhase("image", "Pending").getSpec().getNodeName()).isEqualTo(kubelet.node());

    misfortune.close();
    scripts.awaitJob("image", "Complete");
  }

  @Test
  void aSlowStart() {
    var misfortune = kubelet.befall(ALL, new Misfortune.SlowStart());
    scripts.run("slow", "true");

    scripts.awaitWaiting("slow", "ContainerCreating");

    misfortune.close();
    scripts.awaitJob("slow", "Complete");
  }

  @Test
  void aProcessThatNeedsTooMuchMemory() {
    kubelet.befall(ALL, new Misfortune.OutOfMemory("one"));
    scripts.run("oom", ENDLESS);

    scripts.awaitJob("oom", "Failed");

    var pod = scripts.awaitPhase("oom", "Failed");
    assertThat(Scripts.container(pod).getState().getTerminated().getReason()).isEqualTo("OOMKilled");
    assertThat(Scripts.container(pod).getState().getTerminated().getExitCode()).isEqualTo(137);
    assertThat(scripts.log(pod)).isEqualTo("one\n");
    assertThat(kubelet.process(pod.getMetadata().getName()).orElseThrow().isAlive()).isFalse();
  }

  @Test
  void anEviction() {
    kubelet.befall(ALL, new Misfortune.Evicted("one"));
    scripts.run("evicted", ENDLESS);

    scripts.awaitJob("evicted", "Failed");

    var status = scripts.awaitPhase("evicted", "Failed").getStatus();
    assertThat(status.getReason()).isEqualTo("Evicted");
    assertThat(status.getMessage()).isEqualTo("The node was low on resource: ephemeral-storage.");
    assertThat(status.getContainerStatuses()).isEmpty();
  }

  @Test
  void aPodThatSomebodyDeletes() {
    kubelet.befall(ALL, new Misfortune.DeletedBySomebody("one"));
    scripts.run("deleted", ENDLESS);

    scripts.awaitJob("deleted", "Failed");

    scripts.awaitNoPod("deleted");
  }

  @Test
  void aNodeThatIsLost() {
    scripts.run("lost", ENDLESS);
    var name = scripts.awaitPhase("lost", "Running").getMetadata().getName();
    var misfortune = kubelet.befall(Pods.named(name), new Misfortune.NodeLost("one"));

    var pod = scripts.awaitPod("lost", MisfortuneTest::isTerminating);
    assertThat(pod.getMetadata().getName()).isEqualTo(name);
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(kubelet.process(pod.getMetadata().getName()).orElseThrow().isAlive()).isFalse();
    assertThatThrownBy(() -> scripts.log(pod)).isInstanceOf(KubernetesClientException.class);

    misfortune.close();
    scripts.awaitNoPod(name);
  }

  @Test
  void aPodThatWillNotDie() {
    var misfortune = kubelet.befall(Pods.labelled("app", "stubborn"), new Misfortune.WillNotDie());
    var service = cluster.admin().resource(scripts.deploy("stubborn"));
    scripts.awaitPod("stubborn", now -> "Running".equals(now.getStatus().getPhase()));

    service.scale(0);
    assertThat(scripts.awaitPod("stubborn", MisfortuneTest::isTerminating).getStatus().getPhase()).isEqualTo("Running");
    service.waitUntilCondition(now -> now.getStatus().getReplicas() == null, 60, TimeUnit.SECONDS);
    assertThat(scripts.awaitPod("stubborn", MisfortuneTest::isTerminating).getStatus().getPhase()).isEqualTo("Running");

    misfortune.close();
    scripts.awaitNoPod("stubborn");
  }

  @Test
  void aPodThatIsNeverReady() {
    var misfortune = kubelet.befall(ALL, new Misfortune.NeverReady());
    var service = cluster.admin().resource(scripts.deploy("unready"));

    var pod = scripts.awaitPhase("unready", "Running");
    assertThat(Scripts.condition(pod, "Ready").getStatus()).isEqualTo("False");
    assertThat(Scripts.condition(pod, "Ready").getMessage()).isEqualTo("containers with unready status: [main]");

    misfortune.close();
    service.waitUntilReady(60, TimeUnit.SECONDS);
  }

  @Test
  void aLogThatIsCut() throws Exception {
    kubelet.befall(ALL, new Misfortune.LogStreamCut("one"));
    scripts.run("cut", ENDLESS);
    var pod = scripts.awaitPhase("cut", "Running");

    assertThat(new String(follow(pod).readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\n");

    var second = follow(pod);
    assertThat(new String(second.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
    kubelet.process(pod.getMetadata().getName()).orElseThrow().destroy();
    assertThat(second.read()).isNegative();
  }

  @Test
  void aLogThatSaysNothingMore() throws Exception {
    var misfortune = kubelet.befall(ALL, new Misfortune.LogStreamHangs("one"));
    scripts.run("hangs", "echo one; echo two");
    var pod = scripts.awaitPhase("hangs", "Succeeded");
    var stream = follow(pod);
    assertThat(new String(stream.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
    assertThat(stream.available()).isZero();

    misfortune.close();

    assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
  }

  @Test
  void aLogThatCannotBeHad() {
    var misfortune = kubelet.befall(ALL, new Misfortune.LogsUnavailable());
    scripts.run("hidden", "echo one");
    var pod = scripts.awaitPhase("hidden", "Succeeded");
    assertThatThrownBy(() -> scripts.log(pod)).isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("Internal error occurred");

    misfortune.close();

    assertThat(scripts.log(pod)).isEqualTo("one\n");
  }

  @Test
  void aMessageThatIsMissing() {
    kubelet.befall(ALL, new Misfortune.NoTerminationMessage());
    scripts.run(scripts.job("silent", "printf done > \"$MESSAGE\"").editSpec().editTemplate().editSpec()
        .editFirstContainer().addNewEnv().withName("MESSAGE").withValue("/dev/termination-log").endEnv()
        .endContainer().endSpec().endTemplate().endSpec());

    var pod = scripts.awaitPhase("silent", "Succeeded");

    assertThat(Scripts.container(pod).getState().getTerminated().getMessage()).isNull();
  }

  @Test
  void aPodThatStaysAwayUntilItsTurn() throws Exception {
    scripts.run("turn", ENDLESS);

    kubelet.awaitLog("turn-", "one", Duration.ofSeconds(30));

    assertThatThrownBy(() -> kubelet.awaitLog("other-", "one", Duration.ofMillis(1)))
        .hasMessageContaining("there is no such pod");
  }

  private static boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private InputStream follow(Pod pod) {
    return cluster.admin().pods().resource(pod).watchLog().getOutput();
  }
}
