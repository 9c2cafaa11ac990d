package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubeletTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  @AutoClose
  private final TestCluster cluster = TestCluster.open();
  private final Scripts scripts = new Scripts(cluster);
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Kubelet kubelet() {
    return cluster.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim("data", folder).standIn(new StandIn() {
      @Override
      public void onStart(Pod pod) {
        events.add("start");
      }

      @Override
      public void onStop(Pod pod) {
        events.add("stop");
      }
    }).start();
  }

  @Test
  void completesAJobWithItsLogAndItsMessage() throws Exception {
    try (var kubelet = kubelet()) {
      scripts.run(scripts.job("two-lines", "echo one; echo two >&2; printf done > \"$MESSAGE\"").editSpec()
          .editTemplate()
          .editSpec().editFirstContainer().addNewEnv().withName("MESSAGE").withValue("/dev/termination-log").endEnv()
          .endContainer().endSpec().endTemplate().endSpec());

      scripts.awaitJob("two-lines", "Complete");

      var pod = scripts.awaitPhase("two-lines", "Succeeded");
      assertThat(scripts.log(pod)).isEqualTo("one\ntwo\n");
      assertThat(kubelet.log(pod.getMetadata().getName())).isEqualTo("one\ntwo\n");
      assertThat(pod.getSpec().getNodeName()).isEqualTo(kubelet.node());
      assertThat(Scripts.container(pod).getState().getTerminated()).satisfies(end -> {
        assertThat(end.getExitCode()).isZero();
        assertThat(end.getReason()).isEqualTo("Completed");
        assertThat(end.getMessage()).isEqualTo("done");
        assertThat(Instant.parse(end.getFinishedAt())).isAfterOrEqualTo(Instant.parse(end.getStartedAt()));
      });
      assertThat(Scripts.condition(pod, "Ready").getReason()).isEqualTo("PodCompleted");
    }
  }

  @Test
  void failsAJobWhoseProcessFails() {
    try (var _ = kubelet()) {
      scripts.run("fails", "echo on the way; exit 3");

      scripts.awaitJob("fails", "Failed");

      var end = Scripts.container(scripts.awaitPhase("fails", "Failed")).getState().getTerminated();
      assertThat(end.getExitCode()).isEqualTo(3);
      assertThat(end.getReason()).isEqualTo("Error");
      assertThat(end.getMessage()).isNull();
    }
  }

  @Test
  void servesTheLogAsItIsWritten() throws Exception {
    try (var _ = kubelet()) {
      scripts.run(scripts.job("follows", "echo one; until [ -e \"$GO\" ]; do sleep 0.05; done; echo two").editSpec()
          .editTemplate().editSpec().editFirstContainer().addNewEnv().withName("GO").withValue("/data/go").endEnv()
          .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer()
          .addNewVolume().withName("data").withNewPersistentVolumeClaim("data", false).endVolume()
          .endSpec().endTemplate().endSpec());
      var pod = scripts.awaitPhase("follows", "Running");

      try (var watch = cluster.admin().pods().resource(pod).watchLog();
          var lines = new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("one");
        Files.createFile(folder.resolve("go"));
        assertThat(lines.readLine()).isEqualTo("two");
        assertThat(lines.readLine()).isNull();
      }
    }
  }

  @Test
  void servesPartOfALog() {
    try (var _ = kubelet()) {
      scripts.run("part", "echo one; echo two; echo three");
      var pod = cluster.admin().pods().resource(scripts.awaitPhase("part", "Succeeded"));

      assertThat(pod.tailingLines(2).getLog()).isEqualTo("two\nthree\n");
      assertThat(pod.limitBytes(5).getLog()).isEqualTo("one\nt");
      assertThat(pod.sinceTime("2999-01-01T00:00:00Z").getLog()).isEmpty();
      assertThat(pod.usingTimestamps().getLog()).matches("(?s)(\\S+Z (one|two|three)\n){3}");
    }
  }

  @Test
  void givesAProcessItsVariablesAndNoOthers() {
    var data = new SecretBuilder().withNewMetadata().withName("keys").endMetadata().addToStringData("key", "s3cr3t");
    cluster.admin().secrets().inNamespace(cluster.namespace()).resource(data.build()).create();
    cluster.admin().configMaps().inNamespace(cluster.namespace()).resource(new ConfigMapBuilder().withNewMetadata()
        .withName("map").endMetadata().addToData("where", "/data/below").build()).create();
    try (var _ = kubelet()) {
      scripts.run(scripts.job("variables", "echo $SECRET $WHERE $LITERAL; env | grep -c =").editSpec().editTemplate()
          .editSpec().editFirstContainer().addToEnv(
              new EnvVarBuilder().withName("SECRET").withNewValueFrom().withNewSecretKeyRef("key", "keys", false)
                  .endValueFrom().build(),
              new EnvVarBuilder().withName("WHERE").withNewValueFrom().withNewConfigMapKeyRef("where", "map", false)
                  .endValueFrom().build(),
              new EnvVarBuilder().withName("LITERAL").withValue("/database$(SECRET)$$(SECRET)").build())
          .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer()
          .addNewVolume().withName("data").withNewPersistentVolumeClaim("data", false).endVolume()
          .endSpec().endTemplate().endSpec());

      var pod = scripts.awaitPhase("variables", "Succeeded");

      // With PATH and LC_ALL, and PWD, which the shell itself adds.
      assertThat(scripts.log(pod)).isEqualTo("s3cr3t " + folder + "/below /databases3cr3t$(SECRET)\n6\n");
    }
  }

  @Test
  void waitsForAMissingSecretAndItsKey() {
    var secrets = cluster.admin().secrets().inNamespace(cluster.namespace());
    try (var _ = kubelet()) {
      scripts.run(scripts.job("waits", "echo $SECRET").editSpec().editTemplate().editSpec().editFirstContainer()
          .addNewEnv().withName("SECRET").withNewValueFrom().withNewSecretKeyRef("key", "late", false).endValueFrom()
          .endEnv().endContainer().endSpec().endTemplate().endSpec());
      assertThat(scripts.awaitWaiting("waits", "CreateContainerConfigError").getState().getWaiting().getMessage())
          .isEqualTo("secret \"late\" not found");

      secrets.resource(new SecretBuilder().withNewMetadata().withName("late").endMetadata().build()).create();
      var message = "couldn't find key key in Secret " + cluster.namespace() + "/late";
      scripts.awaitPod("waits", pod -> message
          .equals(Scripts.container(pod).getState().getWaiting().getMessage()));
      secrets.withName("late").edit(secret -> secret.edit().addToStringData("key", "here").build());

      assertThat(scripts.log(scripts.awaitPhase("waits", "Succeeded"))).isEqualTo("here\n");
    }
  }

  @Test
  void refusesAContainerThatWouldRunAsRoot() {
    try (var _ = kubelet()) {
      scripts.run(scripts.job("root", "true").editSpec().editTemplate().editSpec().withNewSecurityContext()
          .withRunAsNonRoot(true).endSecurityContext().endSpec().endTemplate().endSpec());

      var status = scripts.awaitWaiting("root", "CreateContainerConfigError");

      assertThat(status.getState().getWaiting().getMessage())
          .startsWith("container has runAsNonRoot and image will run as root (pod: \"root-")
          .endsWith("container: worker)");
    }
  }

  @Test
  void saysThatALogIsNotThereYet() {
    try (var kubelet = kubelet()) {
      kubelet.befall(Pods.labelled("operation", "early"), new Misfortune.SlowStart());
      scripts.run("early", "true");
      var pod = scripts.awaitWaiting("early", "ContainerCreating");

      assertThat(pod.getReady()).isFalse();
      assertThat(catchThrowableOfType(KubernetesClientException.class,
          () -> scripts.log(scripts.awaitPhase("early", "Pending"))).getMessage())
          .contains("container \"worker\" in pod \"early-").contains("is waiting to start: ContainerCreating");
    }
  }

  @Test
  void endsTheProcessOfADeletedJob() {
    try (var kubelet = kubelet()) {
      var job = scripts.run("endless", "sleep 1000 & sleep 1000");
      var pod = scripts.awaitPhase("endless", "Running");
      var process = kubelet.process(pod.getMetadata().getName()).orElseThrow();

      cluster.admin().resource(job).delete();

      scripts.awaitNoPod("endless");
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void makesADeploymentAvailableAndScalesItDown() {
    try (var _ = kubelet()) {
      var service = cluster.admin().resource(scripts.deploy("service"));
      service.waitUntilCondition(
          now -> Integer.valueOf(1).equals(now.getStatus().getAvailableReplicas()), 60, TimeUnit.SECONDS);
      assertThat(events).containsExactly("start");

      service.scale(0);

      scripts.awaitNoPod("service");
      assertThat(events).containsExactly("start", "stop");
    }
  }

  @Test
  void startsAPodThatCrashedAgain() {
    var starts = new CopyOnWriteArrayList<Pod>();
    var setup = cluster.kubelet().standIn(new StandIn() {
      @Override
      public void onStart(Pod pod) throws Exception {
        starts.add(pod);
        if (starts.size() == 1) {
          throw new Exception("not today");
        }
      }
    });
    try (var _ = setup.start()) {
      scripts.deploy("crashes");

      var crashed = scripts.awaitWaiting("crashes", "CrashLoopBackOff");
      assertThat(crashed.getLastState().getTerminated().getMessage()).isEqualTo("not today");
      var pod = scripts.awaitPod("crashes", now -> Scripts.container(now).getReady());
      assertThat(Scripts.container(pod).getRestartCount()).isEqualTo(1);
    }
  }

  @Test
  void startsAJobQuickly() throws Exception {
    try (var kubelet = kubelet()) {
      scripts.run("warm", "true");
      scripts.awaitPhase("warm", "Succeeded");

      var before = System.nanoTime();
      scripts.run("quick", "echo here");
      kubelet.awaitLog("quick-", "here", PATIENCE);

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
