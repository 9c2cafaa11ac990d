package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Jobs that are shell scripts, and what is asked of their pods.
final class Scripts {
  private static final int SECONDS = 60;

  private final KubernetesClient client;
  private final String namespace;

  Scripts(TestCluster cluster) {
    client = cluster.admin();
    namespace = cluster.namespace();
  }

  /// A Job with one container `worker`; to be changed, and created.
  JobBuilder job(String name, String script) {
    return new JobBuilder().withNewMetadata().withName(name).withNamespace(namespace).endMetadata().withNewSpec()
        .withBackoffLimit(0).withNewTemplate().withNewMetadata().addToLabels("operation", name).endMetadata()
        .withNewSpec().withRestartPolicy("Never").addNewContainer().withName("worker").withImage("restorebot:test")
        .withArgs(script).endContainer().endSpec().endTemplate().endSpec();
  }

  Job run(JobBuilder job) {
    return client.resource(job.build()).create();
  }

  Job run(String name, String script) {
    return run(job(name, script));
  }

  /// A Deployment of one pod.
  Deployment deploy(String name) {
    var labels = Map.of("app", name);
    return client.resource(new DeploymentBuilder().withNewMetadata().withName(name).withNamespace(namespace)
        .endMetadata().withNewSpec().withReplicas(1).withNewSelector().withMatchLabels(labels).endSelector()
        .withNewTemplate().withNewMetadata().withLabels(labels).endMetadata().withNewSpec().addNewContainer()
        .withName("main").withImage("service:test").endContainer().endSpec().endTemplate().endSpec().build()).create();
  }

  /// The first pod of a Job or a Deployment of this name that is like this.
  Pod awaitPod(String name, Predicate<Pod> condition) {
    client.pods().inNamespace(namespace).informOnCondition(
        pods -> pods.stream().anyMatch(Pods.named(name + "-").and(condition)))
        .orTimeout(SECONDS, TimeUnit.SECONDS).join();
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(Pods.named(name + "-").and(condition)).findFirst().orElseThrow();
  }

  Pod awaitPhase(String name, String phase) {
    return awaitPod(name, pod -> phase.equals(pod.getStatus().getPhase()));
  }

  /// A pod whose container waits for this reason.
  ContainerStatus awaitWaiting(String name, String reason) {
    return container(awaitPod(name, pod -> pod.getStatus().getContainerStatuses().stream().anyMatch(
        status -> status.getState().getWaiting() != null
            && reason.equals(status.getState().getWaiting().getReason()))));
  }

  void awaitNoPod(String prefix) {
    client.pods().inNamespace(namespace).informOnCondition(pods -> pods.stream().noneMatch(Pods.named(prefix)))
        .orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  void awaitJob(String name, String condition) {
    client.batch().v1().jobs().inNamespace(namespace).withName(name).waitUntilCondition(
        job -> job.getStatus().getConditions().stream().anyMatch(each -> each.getType().equals(condition)),
        SECONDS, TimeUnit.SECONDS);
  }

  static ContainerStatus container(Pod pod) {
    assertThat(pod.getStatus().getContainerStatuses()).hasSize(1);
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  static PodCondition condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream().filter(each -> each.getType().equals(type)).findFirst()
        .orElseThrow();
  }

  String log(Pod pod) {
    return client.pods().inNamespace(namespace).withName(pod.getMetadata().getName()).getLog();
  }
}
