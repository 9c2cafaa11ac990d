package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.deploy.Kubectl;
import dev.restorebot.files.Digest;
import dev.restorebot.pds.PdsApi.RepoAnswer.Described;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.volume.RunFolder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A printed runbook is run by bash, with kubectl, against a real API server.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class RunbookTest {
  private static final List<String> ACCOUNTS = List.of("did:plc:wydyrngmxbcsqdvhmd7whmye",
      "did:plc:sg4udwrlnokqtpteaswzcps5", "did:plc:uog7vhnxiskidenntic67g3z");
  @TempDir
  private Path folder;
  private final TestCluster cluster = TestCluster.open();
  private final String namespace = cluster.namespace();
  private RunbookWorld world;
  private Kubelet kubelet;
  private Path runbook;
  private Map<String, Digest> before;

  @BeforeEach
  void printTheRunbook() throws IOException, InterruptedException {
    Kubectl.require();
    world = new RunbookWorld(folder, namespace);
    before = files();
    furnish();
    runbook = world.print();
    kubelet = cluster.kubelet().entrypoint(Entrypoint.of(Worlds.job())).claim("pds-data", world.sandbox().volume())
        .standIn(world.standIn()).start();
    cluster.admin().apps().deployments().inNamespace(namespace).withName("pds").waitUntilCondition(
        now -> Integer.valueOf(1).equals(now.getStatus().getReadyReplicas()), 60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    cluster.close();
    if (world != null) {
      world.close();
    }
  }

  @Test
  void restoresWhatItPrintsAndTakesItBack() throws IOException, InterruptedException {
    var restored = script();

    assertThat(restored.output()).contains("Done: pds is restored from 20260224-020011, and every check passed.");
    assertThat(restored.status()).as(restored.output()).isZero();
    assertThat(answering()).isEqualTo(3);
    assertThat(actors(files())).isNotEmpty().isEqualTo(actors(before));
    assertThat(files().get("account.sqlite")).isNotEqualTo(before.get("account.sqlite"));
    asItWas();
    assertThat(script("verify").status()).isZero();

    var undone = script("undo");

    assertThat(undone.status()).as(undone.output()).isZero();
    assertThat(files()).isEqualTo(before);
    asItWas();
    assertThat(script().output()).contains("there is a Job pds-undo-" + RunbookWorld.RUN + " already");
  }

  @Test
  void startsTheServiceAgainIfAnotherPodKeepsTheVolume() throws IOException, InterruptedException {
    cluster.admin().resource(new PodBuilder().withNewMetadata().withName("somebody-else").withNamespace(namespace)
        .addToLabels("app", "else").endMetadata().withNewSpec().addNewContainer().withName("main").withImage("any")
        .endContainer().addNewVolume().withName("data").withNewPersistentVolumeClaim("pds-data", false).endVolume()
        .endSpec().build()).create();

    var stopped = script();

    assertThat(stopped.output()).contains("pods that use pds-data: somebody-else").contains("Nothing live was touched");
    assertThat(stopped.status()).as(stopped.output()).isEqualTo(1);
    assertThat(files()).isEqualTo(before);
    asItWas();
  }

  @Test
  void putsBackWhatWasLiveIfTheReplacementIsKilled() throws IOException, InterruptedException {
    kubelet.befall(Pods.labelled("restorebot.dev/operation", "replace"), new Misfortune.OutOfMemory(""));

    var stopped = script();

    assertThat(stopped.output()).contains("the Job pds-replace-r-byhand has failed")
        .contains("pds serves what it served before");
    assertThat(stopped.status()).as(stopped.output()).isEqualTo(1);
    assertThat(files()).isEqualTo(before);
    asItWas();
  }

  /// The workload has its replicas and serves, and its backups are made.
  private void asItWas() throws IOException, InterruptedException {
    var deployment = cluster.admin().apps().deployments().inNamespace(namespace).withName("pds").get();
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(world.sandbox().pds().running()).isTrue();
    assertThat(run(List.of("kubectl", "get", "cronjob", "-n", namespace, "pds-backup", "-o",
        "jsonpath={.spec.suspend}")).output()).isEqualTo("false");
  }

  private long answering() {
    var pds = new HttpPds(world.sandbox().pds().url());
    return ACCOUNTS.stream().filter(did -> pds.describeRepo(did) instanceof Described).count();
  }

  /// What is on the volume, but for restorebot's own folder.
  private Map<String, Digest> files() throws IOException {
    var root = world.sandbox().volume();
    var found = new TreeMap<String, Digest>();
    try (var all = Files.walk(root)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var path = root.relativize(file).toString();
        if (!path.startsWith(RunFolder.HOME)) {
          found.put(path, Digest.of(file));
        }
      }
    }
    return found;
  }

  private static Map<String, Digest> actors(Map<String, Digest> files) {
    var actors = new TreeMap<>(files);
    actors.keySet().removeIf(path -> !path.startsWith("actors/"));
    return actors;
  }

  private void furnish() throws IOException, InterruptedException {
    var keys =
        new SecretBuilder().withNewMetadata().withName("pds-s3-credentials").withNamespace(namespace).endMetadata();
    for (var key : List.of("access-key", "secret-key")) {
      keys.addToStringData(key, world.sandbox().cluster().secret("pds", "pds-s3-credentials", key).orElseThrow());
    }
    cluster.admin().resource(keys.build()).create();
    cluster.admin().resource(new PersistentVolumeClaimBuilder().withNewMetadata().withName("pds-data")
        .withNamespace(namespace).endMetadata().withNewSpec().withAccessModes("ReadWriteMany").withNewResources()
        .addToRequests("storage", new Quantity("1Gi")).endResources().endSpec().build()).create();
    var labels = Map.of("app", "pds");
    cluster.admin().resource(new DeploymentBuilder().withNewMetadata().withName("pds").withNamespace(namespace)
        .endMetadata().withNewSpec().withReplicas(1).withNewSelector().withMatchLabels(labels).endSelector()
        .withNewTemplate().withNewMetadata().withLabels(labels).endMetadata().withNewSpec().addNewContainer()
        .withName("main").withImage("pds:test").endContainer()
        .withVolumes(new VolumeBuilder().withName("data").withNewPersistentVolumeClaim("pds-data", false).build())
        .endSpec().endTemplate().endSpec().build()).create();
    var made = run(List.of("bash", "-c",
        """
            version=$(kubectl api-versions | grep -x batch/v1beta1 || echo batch/v1)
            printf '{"apiVersion": "%s", "kind": "CronJob", "metadata": {"name": "pds-backup", "namespace": "%s"}, "spec": %s}' \
              "$version" "$1" '{"schedule": "0 2 1 1 *", "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": \
            "Never", "containers": [{"name": "main", "image": "any"}]}}}}}' | kubectl create -f -""",
        "furnish", namespace));
    assertThat(made.status()).as(made.output()).isZero();
  }

  private Said script(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("bash", runbook.toString()));
    words.addAll(List.of(arguments));
    return run(words);
  }

  /// What a program has written, and how it ended.
  private record Said(int status, String output) {}

  private Said run(List<String> words) throws IOException, InterruptedException {
    var out = Files.createTempFile(folder, "output", ".txt");
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(Map.of("KUBECONFIG", Objects.requireNonNull(System.getenv(TestCluster.KUBECONFIG)),
        "RUNBOOK_YES", "1", "no_proxy", "127.0.0.1"));
    var process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + Files.readString(out));
    }
    return new Said(process.exitValue(), Files.readString(out));
  }
}
