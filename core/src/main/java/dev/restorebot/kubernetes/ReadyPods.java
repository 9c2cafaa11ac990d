package dev.restorebot.kubernetes;

import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.Optional;

/// The pods in which the program of a workload serves. Thread-safe.
final class ReadyPods {
  private static final String READY = "Ready";

  private final KubernetesClient client;
  private final Requests requests;
  private final Workloads workloads;

  ReadyPods(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
    this.workloads = new Workloads(client, requests);
  }

  /// The name of the one that was made last, since that has the newest form; empty if none is ready, or there is no such
  /// workload.
  Optional<String> newest(WorkloadRef ref) {
    return workloads.object(ref).map(Workloads::selector).flatMap(selector -> requests
        .ask("list the pods of " + ref, () -> client.pods().inNamespace(ref.namespace()).withLabelSelector(selector)
            .list().getItems())
        .stream().filter(ReadyPods::isReady)
        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp())))
        .map(pod -> pod.getMetadata().getName());
  }

  private static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null && !Claims.ended(pod) && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(condition -> READY.equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
