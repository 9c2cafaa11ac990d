package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;

import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a Job ended badly, in words for people, with the next move. Pure.
final class JobEnds {
  private static final String DEADLINE = "DeadlineExceeded";
  private static final String SEE_NODE = "See how the node fares, then ask again.";

  private JobEnds() {}

  static End of(JobView view, JobSettings settings) {
    if (view.failing().map(JobCondition::getReason).filter(DEADLINE::equals).isPresent()) {
      return late(view, settings);
    }
    return view.pod().map(pod -> of(view, pod, settings)).orElseGet(JobEnds::podGone);
  }

  private static End of(JobView view, Pod pod, JobSettings settings) {
    var reason = requireNonNullElse(pod.getStatus().getReason(), "");
    if (reason.equals(DEADLINE)) {
      return late(view, settings);
    }
    if (reason.equals("Evicted")) {
      return evicted(requireNonNullElse(pod.getStatus().getMessage(), "its node does not say why").strip(), settings);
    }
    var terminated = JobView.container(pod).map(status -> status.getState().getTerminated());
    if (terminated.isPresent() && "OOMKilled".equals(terminated.get().getReason())) {
      return new End("used more memory than its limit of " + settings.memory() + " and was killed",
          "Raise `worker.memory` in the configuration, then ask again.", Again.POINTLESS);
    }
    if (terminated.filter(JobEnds::neverRan).isPresent()) {
      return new End("could not be started by its node" + told(terminated.get().getMessage()),
          "See that `worker.image` in the configuration is restorebot's own image.", Again.POINTLESS);
    }
    if (!reason.isEmpty()) {
      return new End("was ended by its node (" + reason + ")" + told(pod.getStatus().getMessage()), SEE_NODE,
          Again.TRY);
    }
    if (JobView.isDeleted(pod) && disruption(pod).isEmpty()) {
      return podGone();
    }
    return disruption(pod).map(condition -> new End("was ended by the cluster" + told(condition.getMessage()), SEE_NODE,
        Again.TRY)).orElse(End.UNEXPLAINED);
  }

  private static End late(JobView view, JobSettings settings) {
    var seconds = view.job().map(Job::getSpec).map(JobSpec::getActiveDeadlineSeconds);
    return End.late(seconds.map(Duration::ofSeconds).orElse(settings.deadline()), settings.deadline());
  }

  /// A node evicts a pod that filled its scratch as well, which would happen again.
  private static End evicted(String why, JobSettings settings) {
    return why.contains("EmptyDir")
        ? new End("was evicted: it wrote more than " + settings.scratch() + " outside the volume (" + why + ")",
            "Raise `worker.scratch` in the configuration, then ask again.", Again.POINTLESS)
        : new End("was evicted: " + why, SEE_NODE, Again.TRY);
  }

  static End podGone() {
    return new End("lost its pod: somebody deleted it, or its node is gone",
        "See who deletes pods in this namespace, and whether all nodes are there.", Again.TRY);
  }

  /// One that was ended, but whose pod is still there after a while.
  static End lingers(Pod pod) {
    var node = requireNonNullElse(pod.getSpec().getNodeName(), "no node");
    return new End("was ended, but its pod " + pod.getMetadata().getName() + " on " + node + " does not end",
        "See whether that node is lost. Only when nothing runs there any more, remove the pod by force.",
        Again.POINTLESS);
  }

  private static boolean neverRan(ContainerStateTerminated terminated) {
    return List.of("StartError", "ContainerCannotRun").contains(requireNonNullElse(terminated.getReason(), ""));
  }

  private static Optional<PodCondition> disruption(Pod pod) {
    return requireNonNullElse(pod.getStatus().getConditions(), List.<PodCondition>of()).stream()
        .filter(condition -> condition.getType().equals("DisruptionTarget") && condition.getStatus().equals("True"))
        .findFirst();
  }

  private static String told(@Nullable String message) {
    return message == null || message.isBlank() ? "" : ": " + message.strip();
  }
}
