package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Symptoms.BackupJob;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How CronJobs and their Jobs have fared. Thread-safe.
final class BackupJobs {
  private final KubernetesClient client;
  private final Requests requests;
  private final CronJobs cronJobs;

  BackupJobs(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
    this.cronJobs = new CronJobs(client, requests);
  }

  Optional<BackupJob> job(String namespace, String name) {
    return cronJobs.object(namespace, name).map(found -> new BackupJob(
        Boolean.TRUE.equals(found.get("spec", "suspend")), text(found, "spec", "schedule"),
        at(found, "lastScheduleTime"), at(found, "lastSuccessfulTime"), failure(namespace, found)));
  }

  /// Before Kubernetes 1.21, a CronJob does not say when it last succeeded.
  private static @Nullable Instant at(GenericKubernetesResource cronJob, String field) {
    return cronJob.get("status", field) instanceof String written ? PodSymptoms.instant(written) : null;
  }

  private static String text(GenericKubernetesResource cronJob, Object... path) {
    return cronJob.get(path) instanceof String written ? written : "";
  }

  private String failure(String namespace, GenericKubernetesResource cronJob) {
    var jobs = requests.ask("list the Jobs in namespace " + namespace,
        () -> client.batch().v1().jobs().inNamespace(namespace).list().getItems());
    return jobs.stream().filter(job -> isOf(job, cronJob.getMetadata().getUid()))
        .max(Comparator.comparing(job -> job.getMetadata().getCreationTimestamp())).map(BackupJobs::failure).orElse("");
  }

  private static boolean isOf(Job job, String uid) {
    return job.getMetadata().getOwnerReferences().stream().anyMatch(owner -> uid.equals(owner.getUid()));
  }

  private static String failure(Job job) {
    var conditions = job.getStatus() == null || job.getStatus().getConditions() == null
        ? List.<JobCondition>of()
        : job.getStatus().getConditions();
    return conditions.stream().filter(one -> "Failed".equals(one.getType()) && "True".equals(one.getStatus()))
        .map(one -> PodSymptoms.cut(one.getReason() + ": " + one.getMessage())).findFirst().orElse("");
  }
}
