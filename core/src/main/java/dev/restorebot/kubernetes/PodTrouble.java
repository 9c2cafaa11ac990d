package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;

import dev.restorebot.cluster.JobStatus.Stuck;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What keeps a Job from being started, in words for people, with the next move. It may pass. Pure.
final class PodTrouble {
  private static final Set<String> IMAGE = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName",
      "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable");
  private static final Set<String> CONTAINER = Set.of("CreateContainerError", "RunContainerError");

  private PodTrouble() {}

  /// @param refusal why the cluster makes no pod, where it says so
  static Optional<Stuck> of(JobView view, Optional<String> refusal, JobSettings settings) {
    return view.pod().isPresent()
        ? of(view.pod().get(), settings)
        : view.job().map(job -> podless(job, refusal));
  }

  private static Stuck podless(Job job, Optional<String> refusal) {
    var namespace = job.getMetadata().getNamespace();
    if (JobView.condition(job, "Suspended").isPresent()) {
      return new Stuck("it was suspended, and the cluster makes no pod for it",
          "See who suspends Jobs in namespace " + namespace + ", then ask again.");
    }
    return refusal.map(words -> new Stuck("the cluster makes no pod for it: " + words, next(words, namespace)))
        .orElseGet(() -> unexplained(job));
  }

  private static Stuck unexplained(Job job) {
    return new Stuck("the cluster has made no pod for it", "See `kubectl describe job -n "
        + job.getMetadata().getNamespace() + " " + job.getMetadata().getName()
        + "`: a quota or a policy may forbid it.");
  }

  /// As the admission controllers of Kubernetes and webhooks word it.
  private static String next(String words, String namespace) {
    if (words.contains("quota: ")) {
      return "Raise the quota of namespace " + namespace + " or make room in it, then ask again.";
    }
    if (words.contains("violates PodSecurity")) {
      return "Allow namespace " + namespace + " what the worker needs (its label"
          + " `pod-security.kubernetes.io/enforce`), or change `volume.owner` in the configuration, then ask again.";
    }
    return words.contains("webhook")
        ? "See who runs that webhook: it must answer, and allow the worker's pod. Then ask again."
        : "Change what forbids it in namespace " + namespace + ", then ask again.";
  }

  /// A pod whose container has not begun though a node has it. So does every pod for a while.
  static Optional<Stuck> slow(JobView view) {
    return view.pod().filter(pod -> !JobView.began(pod) && !Claims.ended(pod) && pod.getSpec().getNodeName() != null)
        .map(pod -> new Stuck("its pod was given to the node " + pod.getSpec().getNodeName()
            + " long ago and its program has not begun: perhaps the volume cannot be mounted there, or the image is slow",
            "See `kubectl describe pod -n " + pod.getMetadata().getNamespace() + " " + pod.getMetadata().getName()
                + "`, then ask again."));
  }

  private static Optional<Stuck> of(Pod pod, JobSettings settings) {
    var waiting = JobView.container(pod).flatMap(status -> Optional.ofNullable(status.getState().getWaiting()));
    return waiting.isPresent() ? of(waiting.get(), settings) : unschedulable(pod);
  }

  private static Optional<Stuck> of(ContainerStateWaiting waiting, JobSettings settings) {
    var reason = requireNonNullElse(waiting.getReason(), "");
    var words = requireNonNullElse(waiting.getMessage(), reason);
    if (IMAGE.contains(reason)) {
      return Optional.of(new Stuck("its image " + settings.image() + " cannot be had: " + words,
          "See that `worker.image` in the configuration is right and that the nodes can pull it, then ask again."));
    }
    if (reason.equals("CreateContainerConfigError")) {
      return Optional.of(new Stuck("its container cannot be set up: " + words,
          "Create the Secret or the entry that is missing, then ask again."));
    }
    return CONTAINER.contains(reason)
        ? Optional.of(new Stuck("its container cannot be made: " + words, "See what its node says of it."))
        : Optional.empty();
  }

  private static Optional<Stuck> unschedulable(Pod pod) {
    var conditions = pod.getStatus() == null ? null : pod.getStatus().getConditions();
    return requireNonNullElse(conditions, List.<PodCondition>of()).stream()
        .filter(condition -> condition.getType().equals("PodScheduled") && condition.getStatus().equals("False"))
        .findFirst().map(condition -> new Stuck(
            "no node takes its pod: " + requireNonNullElse(condition.getMessage(), "the scheduler does not say why"),
            "Make room on a node that can mount its volume, then ask again."));
  }
}
