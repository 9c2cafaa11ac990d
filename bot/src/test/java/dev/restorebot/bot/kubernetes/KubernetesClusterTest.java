package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Cluster.Volume;
import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Note;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  private final Scripts scripts = new Scripts(test);
  private final KubernetesCluster cluster = installation.cluster();
  private final WorkloadRef pds = installation.deployment("pds");

  @Test
  void knowsNothingOfWhatIsNotThere() throws Exception {
    assertThat(cluster.workload(pds)).isEmpty();
    assertThat(cluster.volume(test.namespace(), "data")).isEmpty();
    assertThat(cluster.cronJob(test.namespace(), "backup")).isEmpty();
    assertThat(cluster.secret(test.namespace(), "keys", "access-key")).isEmpty();
    assertThat(cluster.awaitUnused(pds, "data", SHORT)).isEmpty();
    assertThatThrownBy(() -> cluster.scale(pds, 1)).isInstanceOf(ClusterException.class)
        .hasMessage("could not scale the deployment " + test.namespace() + "/pds to 1: there is none");
  }

  @Test
  void stopsADeploymentAndStartsItAgain() throws Exception {
    installation.claim();
    try (var _ = test.kubelet().start()) {
      scripts.deploy("pds");
      assertThat(cluster.awaitReady(pds, 1, PATIENCE)).contains(new Workload(1, 1, 1, List.of()));

      cluster.scale(pds, 0);

      assertThat(cluster.awaitUnused(pds, "data", PATIENCE)).contains(new Volume(1L << 30, List.of()));
      assertThat(cluster.workload(pds)).contains(new Workload(0, 0, 0, List.of()));

      cluster.scale(pds, 2);

      assertThat(cluster.awaitReady(pds, 2, PATIENCE)).contains(new Workload(2, 2, 2, List.of()));
    }
  }

  @Test
  void stopsAStatefulSetAndStartsItAgain() throws Exception {
    var labels = Map.of("app", "knot");
    var knot = new WorkloadRef(test.namespace(), "statefulset", "knot");
    installation.claim();
    try (var _ = test.kubelet().start()) {
      test.admin().apps().statefulSets().inNamespace(test.namespace()).resource(new StatefulSetBuilder()
          .withNewMetadata().withName("knot").endMetadata().withNewSpec().withServiceName("knot").withReplicas(1)
          .withNewSelector().withMatchLabels(labels).endSelector().withNewTemplate().withNewMetadata()
          .withLabels(labels).endMetadata().withNewSpec().addNewContainer().withName("main").withImage("knot:test")
          .endContainer().endSpec().endTemplate().endSpec().build()).create();
      assertThat(cluster.awaitReady(knot, 1, PATIENCE)).contains(new Workload(1, 1, 1, List.of()));

      cluster.scale(knot, 0);

      assertThat(cluster.awaitUnused(knot, "data", PATIENCE)).contains(new Volume(1L << 30, List.of()));

      cluster.scale(knot, 1);

      assertThat(cluster.awaitReady(knot, 1, PATIENCE)).contains(new Workload(1, 1, 1, List.of()));
    }
  }

  @Test
  void isNotReadyBeforeItsPodsAre() throws Exception {
    try (var kubelet = test.kubelet().start()) {
      var relief = kubelet.befall(Pods.named("pds-"), new Misfortune.NeverReady());
      scripts.deploy("pds");

      assertThat(cluster.awaitReady(pds, 1, SHORT).map(Workload::ready)).contains(0);

      relief.close();

      assertThat(cluster.awaitReady(pds, 1, PATIENCE).map(Workload::ready)).contains(1);
    }
  }

  @Test
  void seesEveryPodOnTheVolumeWhateverItsLabels() throws Exception {
    installation.claim();
    try (var kubelet = test.kubelet().start()) {
      var relief = kubelet.befall(Pods.named("stubborn"), new Misfortune.WillNotDie());
      installation.user("stranger", Map.of("app", "another"));
      var stubborn = installation.user("stubborn", Map.of());
      test.admin().resource(stubborn).waitUntilReady(30, TimeUnit.SECONDS);
      test.admin().resource(stubborn).delete();

      assertThat(cluster.awaitUnused(pds, "data", SHORT).map(Volume::users))
          .contains(List.of("stranger", "stubborn (ending)"));

      test.admin().pods().inNamespace(test.namespace()).withName("stranger").delete();
      relief.close();

      assertThat(cluster.awaitUnused(pds, "data", PATIENCE).map(Volume::users)).contains(List.of());
    }
  }

  @Test
  void doesNotCountAPodThatHasEnded() {
    installation.claim();
    var pod = installation.user("ended", Map.of());

    assertThat(cluster.volume(test.namespace(), "data").map(Volume::users)).contains(List.of("ended"));

    test.admin().resource(pod).editStatus(now -> now.edit().editStatus().withPhase("Succeeded").endStatus().build());

    assertThat(cluster.volume(test.namespace(), "data").map(Volume::users)).contains(List.of());
  }

  @Test
  void namesWhoElseScalesAWorkload() {
    scripts.deploy("pds");
    scripts.deploy("other");
    for (var target : List.of("pds", "other")) {
      test.admin().autoscaling().v1().horizontalPodAutoscalers().inNamespace(test.namespace()).resource(
          new HorizontalPodAutoscalerBuilder().withNewMetadata().withName("hpa-" + target).endMetadata().withNewSpec()
              .withMaxReplicas(3).withNewScaleTargetRef("apps/v1", "Deployment", target).endSpec().build())
          .create();
    }

    assertThat(cluster.workload(pds).map(Workload::keepers))
        .contains(List.of("the HorizontalPodAutoscaler hpa-pds"));
  }

  @Test
  void readsSecretsByKey() {
    test.admin().secrets().inNamespace(test.namespace()).resource(new SecretBuilder().withNewMetadata()
        .withName("keys").endMetadata().addToStringData("access-key", "grüße").build()).create();

    assertThat(cluster.secret(test.namespace(), "keys", "access-key")).contains("grüße");
    assertThat(cluster.secret(test.namespace(), "keys", "secret-key")).isEmpty();
  }

  @Test
  void suspendsACronJobAndLetsItRunAgain() {
    test.admin()
        .resource(Serialization.unmarshal(
            """
                apiVersion: batch/v1beta1
                kind: CronJob
                metadata: {name: backup, namespace: %s}
                spec:
                  schedule: "0 2 * * *"
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: "backup:test"}]}}}}
                """
                .formatted(test.namespace()),
            GenericKubernetesResource.class))
        .create();
    assertThat(cluster.cronJob(test.namespace(), "backup")).contains(CronJob.ACTIVE);

    cluster.setCronJob(test.namespace(), "backup", CronJob.SUSPENDED);

    assertThat(cluster.cronJob(test.namespace(), "backup")).contains(CronJob.SUSPENDED);

    cluster.setCronJob(test.namespace(), "backup", CronJob.ACTIVE);

    assertThat(cluster.cronJob(test.namespace(), "backup")).contains(CronJob.ACTIVE);
    assertThatThrownBy(() -> cluster.setCronJob(test.namespace(), "none", CronJob.ACTIVE))
        .isInstanceOf(ClusterException.class)
        .hasMessage("could not resume the CronJob " + test.namespace() + "/none: there is none");
  }

  @Test
  void leavesNotesWhereDescribeShowsThem() {
    var workload = scripts.deploy("pds");

    cluster.note(pds, "r-7k2m4q", Note.STOPPED);
    cluster.note(pds, "r-7k2m4q", Note.RESUMED);
    cluster.note(pds, "r-7k2m4q", Note.sealed(43, "9f86d081884c7d65".repeat(4)));

    var noted = test.admin().resource(workload).get();
    assertThat(noted.getMetadata().getAnnotations().keySet()).as("what restorebot may not write")
        .noneMatch(name -> name.contains("restorebot"));
    assertThat(noted.getSpec()).isEqualTo(workload.getSpec());
    // What `kubectl describe` asks for.
    var events = test.admin().v1().events().inNamespace(test.namespace())
        .withField("involvedObject.uid", workload.getMetadata().getUid()).list().getItems();
    assertThat(events).filteredOn(event -> Optional.ofNullable(event.getReportingComponent())
        .filter("restorebot"::equals).isPresent())
        .extracting(event -> event.getType() + " " + event.getReason() + " " + event.getSource().getComponent() + " "
            + event.getMessage())
        .containsExactlyInAnyOrder("Normal RestoreStopped restorebot r-7k2m4q: " + Note.STOPPED.message(),
            "Normal RestoreResumed restorebot r-7k2m4q: " + Note.RESUMED.message(),
            "Normal RestoreSealed restorebot r-7k2m4q: Ended. To check the record up to here: restorebot audit verify JOURNAL"
                + " --seal 43:" + "9f86d081884c7d65".repeat(4));
  }
}
