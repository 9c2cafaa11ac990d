package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;

/// How a Job stands, by what the cluster shows of it. A pod may say that it has ended before its Job does, and a Job before
/// its pod has; as long as a pod may still write to the volume, the Job has not ended. Pure.
final class JobState {
  private JobState() {}

  static JobStatus of(JobId id, JobView view, JobSettings settings) {
    if (view.job().isEmpty()) {
      return new JobStatus.Absent();
    }
    var job = view.job().get();
    if (!Labels.has(job, Labels.of(id))) {
      return new JobStatus.Foreign(whose(job));
    }
    var message = view.pod().map(JobState::message).orElse("");
    if (is(view, "Succeeded") || (view.condition("Complete").isPresent() && !view.lives())) {
      return new JobStatus.Succeeded(message);
    }
    if ((is(view, "Failed") && !isUnexplained(view)) || (view.failing().isPresent() && !view.lives())) {
      return new JobStatus.Failed(message, JobEnds.of(view, settings));
    }
    return new JobStatus.Active();
  }

  /// Whether a pod that failed was deleted, and its Job does not say why yet: a Job past its deadline deletes its pods
  /// before it says so.
  static boolean isUnexplained(JobView view) {
    return is(view, "Failed") && view.failing().isEmpty()
        && view.pod().filter(JobView::isDeleted).isPresent();
  }

  /// What it is, for people.
  static String whose(Job job) {
    var labels = requireNonNullElse(job.getMetadata().getLabels(), Map.<String, String>of());
    return Labels.RESTOREBOT.equals(labels.get(Labels.MANAGED_BY)) && labels.containsKey(Labels.RUN)
        ? "it works for the run " + labels.get(Labels.RUN) + " of " + labels.get(Labels.SERVICE)
        : "restorebot did not make it";
  }

  private static boolean is(JobView view, String phase) {
    return view.pod().filter(pod -> pod.getStatus() != null && phase.equals(pod.getStatus().getPhase())).isPresent();
  }

  private static String message(Pod pod) {
    return JobView.container(pod).map(status -> status.getState().getTerminated())
        .map(ended -> requireNonNullElse(ended.getMessage(), "")).orElse("");
  }
}
