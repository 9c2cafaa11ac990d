package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the cluster shows of a Job: the Job and its pods. There may be several pods; the cluster makes another one for a pod
/// that was deleted, and the last one is what counts.
record JobView(Optional<Job> job, List<Pod> pods) {
  private static final String TRUE = "True";

  JobView {
    pods = List.copyOf(pods);
  }

  Optional<Pod> pod() {
    return pods.stream().max(Comparator.comparing(pod -> requireNonNullElse(
        pod.getMetadata().getCreationTimestamp(), "")));
  }

  /// The same with `earlier` in place of pods that are gone.
  JobView or(Optional<Pod> earlier) {
    return pods.isEmpty() ? new JobView(job, earlier.stream().toList()) : this;
  }

  /// Whether a pod still runs or may still be started.
  boolean lives() {
    return pods.stream().anyMatch(pod -> !Claims.ended(pod));
  }

  /// Why the Job fails, as soon as that is decided. Since Kubernetes 1.31, `Failed` stands there only when every pod has
  /// ended, which on a node that is lost none does; until then it is `FailureTarget`
  /// (source: "Termination of Job pods" in the documentation of Jobs).
  Optional<JobCondition> failing() {
    return condition("Failed").or(() -> condition("FailureTarget"));
  }

  Optional<JobCondition> condition(String type) {
    return job.flatMap(found -> condition(found, type));
  }

  static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : requireNonNullElse(job.getStatus().getConditions(), List.<JobCondition>of()).stream()
            .filter(condition -> condition.getType().equals(type) && condition.getStatus().equals(TRUE)).findFirst();
  }

  /// Whether it was deleted, by whomever, and has not gone yet.
  static boolean isDeleted(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /// What its node says of the worker's container.
  static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : requireNonNullElse(pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of()).stream()
            .filter(status -> status.getName().equals(JobManifest.CONTAINER)).findFirst();
  }

  /// Whether the worker runs or has run, so that there may be a log.
  static boolean began(Pod pod) {
    return container(pod).map(ContainerStatus::getState)
        .filter(state -> state.getRunning() != null || state.getTerminated() != null).isPresent();
  }
}
