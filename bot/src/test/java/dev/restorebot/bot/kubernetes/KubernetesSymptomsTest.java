package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesSymptoms;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a real API server tells of a workload whose pods are in the states that a kubelet would write.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesSymptomsTest {
  private static final Map<String, String> LABELS = Map.of("app", "pds");

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  private final WorkloadRef pds = installation.deployment("pds");
  private final Symptoms symptoms = new KubernetesSymptoms(installation.client());

  @BeforeEach
  void deploy() {
    test.admin().apps().deployments().inNamespace(test.namespace()).resource(new DeploymentBuilder().withNewMetadata()
        .withName("pds").endMetadata().withNewSpec().withReplicas(1).withNewSelector().withMatchLabels(LABELS)
        .endSelector().withNewTemplate().withNewMetadata().withLabels(LABELS).endMetadata().withNewSpec()
        .addNewContainer().withName("pds").withImage("pds:test").endContainer().endSpec().endTemplate().endSpec()
        .build()).create();
  }

  @Test
  void tellsWhyAPodDoesNotRunAndHowItEnded() {
    var pod = pod("pds-crashing");
    pod.getStatus().setContainerStatuses(List.of(new ContainerStatusBuilder().withName("pds").withImage("pds:test")
        .withImageID("").withReady(false).withRestartCount(7).withNewState().withNewWaiting()
        .withReason("CrashLoopBackOff").withMessage("back-off 5m0s\nrestarting").endWaiting().endState()
        .withNewLastState()
        .withNewTerminated().withReason("OOMKilled").withExitCode(137).withFinishedAt("2026-02-25T13:00:00Z")
        .endTerminated().endLastState().build()));
    test.admin().resource(pod).updateStatus();

    var told = symptoms.pods(pds).stream().filter(one -> one.name().equals("pds-crashing")).findFirst().orElseThrow();

    assertThat(told)
        .hasToString("Pod[name=pds-crashing, ready=false, restarts=7, waiting=CrashLoopBackOff: back-off 5m0s"
            + " restarting, ended=Ended[reason=OOMKilled, exitCode=137, at=2026-02-25T13:00:00Z]]");
    assertThat(symptoms.workload(pds)).hasValueSatisfying(workload -> {
      assertThat(workload.replicas()).isEqualTo(1);
      assertThat(workload.ready()).isZero();
    });
  }

  @Test
  void tellsTheNewestWarningsOfTheWorkloadAndOfNothingElse() {
    pod("pds-0");
    warn("Pod", "pds-0", "BackOff", "Back-off restarting failed container", "2026-02-25T13:00:00Z");
    warn("Deployment", "pds", "Odd", "something\u0007odd", "2026-02-25T13:05:00Z");
    warn("Pod", "stranger", "BackOff", "not ours", "2026-02-25T13:06:00Z");

    assertThat(symptoms.warnings(pds, "data")).extracting(warning -> warning.about() + " " + warning.reason() + " "
        + warning.message())
        .containsExactly("deployment/pds Odd something odd", "pod/pds-0 BackOff Back-off restarting failed container");
  }

  @Test
  void hasNothingToTellOfWhatIsNotThere() {
    var nobody = installation.deployment("nobody");

    assertThat(symptoms.workload(nobody)).isEmpty();
    assertThat(symptoms.pods(nobody)).isEmpty();
    assertThat(symptoms.log(nobody, 10)).isEmpty();
    assertThat(symptoms.backupJob(test.namespace(), "nobody")).isEmpty();
  }

  @Test
  void tellsOfACronJobAndHowItsNewestJobFailed() {
    test.admin()
        .resource(Serialization.unmarshal(
            """
                apiVersion: batch/v1beta1
                kind: CronJob
                metadata: {name: pds-backup, namespace: %s}
                spec:
                  schedule: "0 2 * * *"
                  suspend: true
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: "backup:test"}]}}}}
                """
                .formatted(test.namespace()),
            GenericKubernetesResource.class))
        .create();
    failedJob();

    assertThat(symptoms.backupJob(test.namespace(), "pds-backup")).hasValueSatisfying(job -> {
      assertThat(job.suspended()).isTrue();
      assertThat(job.schedule()).isEqualTo("0 2 * * *");
      assertThat(job.failure()).isEqualTo("BackoffLimitExceeded: too often");
    });
  }

  /// A Job of the CronJob that its controller would have made.
  private void failedJob() {
    var cronJob = test.admin().genericKubernetesResources("batch/v1beta1", "CronJob").inNamespace(test.namespace())
        .withName("pds-backup").get();
    var job = test.admin().batch().v1().jobs().inNamespace(test.namespace()).resource(new JobBuilder().withNewMetadata()
        .withName("pds-backup-1").addNewOwnerReference().withApiVersion("batch/v1beta1").withKind("CronJob")
        .withName("pds-backup").withUid(cronJob.getMetadata().getUid()).withController(true).endOwnerReference()
        .endMetadata().withNewSpec().withParallelism(0).withNewTemplate().withNewSpec().withRestartPolicy("Never")
        .addNewContainer().withName("backup").withImage("backup:test").endContainer().endSpec().endTemplate().endSpec()
        .build()).create();
    job.setStatus(new JobStatusBuilder().addNewCondition().withType("Failed").withStatus("True")
        .withReason("BackoffLimitExceeded").withMessage("too often").endCondition().build());
    test.admin().resource(job).updateStatus();
  }

  @Test
  void saysWhatItMayNotSee() {
    var account = test.account("narrow");
    try (KubernetesClient client = KubernetesClients.fromKubeconfig(account.kubeconfig())) {
      assertThatThrownBy(() -> new KubernetesSymptoms(client).warnings(pds, "data"))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("lacks the permission to get deployments.apps");
    }
  }

  private Pod pod(String name) {
    return test.admin().pods().inNamespace(test.namespace()).resource(new PodBuilder().withNewMetadata().withName(name)
        .withLabels(LABELS).endMetadata().withNewSpec().addNewContainer().withName("pds").withImage("pds:test")
        .endContainer().endSpec().build()).create();
  }

  private void warn(String kind, String name, String reason, String message, String last) {
    test.admin().v1().events().inNamespace(test.namespace()).resource(new EventBuilder().withNewMetadata()
        .withGenerateName("warning-").withNamespace(test.namespace()).endMetadata().withType("Warning")
        .withReason(reason)
        .withMessage(message).withCount(1).withLastTimestamp(last).withInvolvedObject(new ObjectReferenceBuilder()
            .withKind(kind).withName(name).withNamespace(test.namespace()).build())
        .build()).create();
  }
}
