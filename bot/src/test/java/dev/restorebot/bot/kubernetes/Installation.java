package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.text.ByteSize;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// restorebot's own view of a test's cluster, as its administrator, and what a service has there.
final class Installation implements AutoCloseable {
  static final JobSettings SETTINGS =
      new JobSettings("restorebot:test", Duration.ofMinutes(2), Duration.ofMinutes(5), "10Mi", "512Mi");
  /// A tenth of what people are given.
  static final Duration PATIENCE = Duration.ofSeconds(3);
  static final String CLAIM = "data";

  private final TestCluster test;
  private final KubernetesClient client;

  Installation(TestCluster test) {
    this.test = test;
    try {
      client = KubernetesClients.fromKubeconfig(
          Files.readString(Path.of(requireNonNull(System.getenv(TestCluster.KUBECONFIG)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesCluster cluster() {
    return cluster(SETTINGS);
  }

  KubernetesCluster cluster(JobSettings settings) {
    return new KubernetesCluster(client, settings, InstantSource.system(), PATIENCE);
  }

  KubernetesClient client() {
    return client;
  }

  WorkloadRef deployment(String name) {
    return new WorkloadRef(test.namespace(), "deployment", name);
  }

  /// A claim of one GiB, bound to a volume of a CSI driver, that nothing uses yet.
  void claim() {
    test.admin().resource(new PersistentVolumeBuilder().withNewMetadata().withName(test.namespace()).endMetadata()
        .withNewSpec().withAccessModes("ReadWriteMany").addToCapacity("storage", new Quantity("1Gi"))
        .withPersistentVolumeReclaimPolicy("Retain").withMountOptions("cache-size=100")
        .withNewCsi().withDriver("csi.juicefs.com").withVolumeHandle(test.namespace())
        .addToVolumeAttributes("mountOptions", "writeback, trash-days=3").endCsi().endSpec().build()).create();
    test.admin().resource(new PersistentVolumeClaimBuilder().withNewMetadata().withNamespace(test.namespace())
        .withName(CLAIM).endMetadata().withNewSpec().withAccessModes("ReadWriteMany").withStorageClassName("")
        .withVolumeName(test.namespace()).withNewResources().addToRequests("storage", new Quantity("1Gi"))
        .endResources().endSpec().build()).create();
    test.admin().persistentVolumeClaims().inNamespace(test.namespace()).withName(CLAIM)
        .waitUntilCondition(claim -> "Bound".equals(claim.getStatus().getPhase()), 60, TimeUnit.SECONDS);
  }

  /// A pod that uses the claim, and belongs to nobody.
  Pod user(String name, Map<String, String> labels) {
    return test.admin().pods().inNamespace(test.namespace()).resource(new PodBuilder().withNewMetadata().withName(name)
        .withLabels(labels).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(1L)
        .addNewContainer().withName("main").withImage("user:test").endContainer()
        .addNewVolume().withName("data").withNewPersistentVolumeClaim(CLAIM, false).endVolume().endSpec().build())
        .create();
  }

  JobId id(String operation, String run) {
    return new JobId(test.namespace(), new ServiceName("pds"), operation, run, 1);
  }

  /// A Job that is a shell script, as whoever runs the tests.
  Job job(JobId id, String script) {
    return new Job(id, new Job.Mount(CLAIM, 1000, 1000, OptionalInt.empty()), List.of(script), Map.of(), Map.of());
  }

  /// The same with a standard input.
  Job listening(JobId id, String script) {
    return new Job(id, new Job.Mount(CLAIM, 1000, 1000, OptionalInt.empty()), List.of(script), Map.of(), Map.of(),
        Optional.empty(), true);
  }

  /// A Job that is a shell script in a folder of its own, as whoever runs the tests.
  Job alone(JobId id, String script) {
    return new Job(id, new Job.Fresh(new ByteSize(1L << 20), 1000, 1000), List.of(script), Map.of(), Map.of());
  }

  @Override
  public void close() {
    client.persistentVolumes().withName(test.namespace()).delete();
    client.close();
  }
}
