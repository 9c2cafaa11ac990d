package dev.restorebot.run;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.plan.Plan;
import dev.restorebot.service.ServiceDefinition;
import java.time.Duration;
import java.util.List;

/// Stops a service so that nothing uses its volume, and starts it again as it was. Both are safe to repeat: what is already
/// so is left alone. Blocks; thread-safe.
final class Downtime {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STOPPED_WITHIN = Duration.ofMinutes(1);
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final Pause pause;

  Downtime(Cluster cluster, Pause pause) {
    this.cluster = cluster;
    this.pause = pause;
  }

  /// Suspends the backups, scales the workload to 0, and waits until no pod uses the volume. If that takes too long, the
  /// service is started again.
  StepOutcome begin(ServiceDefinition service, Plan plan) throws InterruptedException {
    plan.cronJobs().forEach(name -> cluster.setCronJob(service.namespace(), name, CronJob.SUSPENDED));
    cluster.scale(service.workload(), 0);
    for (var waited = Duration.ZERO; waited.compareTo(STOPPED_WITHIN) < 0; waited = waited.plus(LOOK)) {
      if (users(service).isEmpty()) {
        return new StepOutcome.Done(new StepResult.Noted(List.of(stopped(service, plan))));
      }
      pause.sleep(LOOK);
    }
    var users = users(service);
    cluster.scale(service.workload(), plan.replicas());
    backupsRunAgain(service, plan);
    return new StepOutcome.Failed(service.workload() + " did not stop within " + STOPPED_WITHIN.toSeconds()
        + " seconds: the volume " + service.volume().claim() + " is still used by " + String.join(", ", users)
        + ". It was scaled back to " + plan.replicas(), "See why these pods do not end, then ask again.");
  }

  private static String stopped(ServiceDefinition service, Plan plan) {
    var backups = plan.cronJobs().isEmpty() ? "" : "; " + String.join(", ", plan.cronJobs()) + " suspended";
    return service.name() + " is stopped, no pod uses " + service.volume().claim() + backups;
  }

  /// Scales the workload back to what it was, waits until it is ready, and lets the backups run again.
  StepOutcome end(ServiceDefinition service, Plan plan) throws InterruptedException {
    cluster.scale(service.workload(), plan.replicas());
    for (var waited = Duration.ZERO; waited.compareTo(READY_WITHIN) < 0; waited = waited.plus(LOOK)) {
      var workload = cluster.workload(service.workload());
      if (workload.isPresent() && workload.get().ready() >= plan.replicas()) {
        backupsRunAgain(service, plan);
        return new StepOutcome.Done(new StepResult.Noted(List.of(service.name() + " is running again")));
      }
      pause.sleep(LOOK);
    }
    return new StepOutcome.Failed(service.workload() + " was scaled to " + plan.replicas()
        + " but is not ready after " + READY_WITHIN.toSeconds() + " seconds",
        "Look at the logs of its pods. The backups stay suspended until it is ready or the run is over.");
  }

  /// Lets the backups run again that were suspended for the restore.
  void backupsRunAgain(ServiceDefinition service, Plan plan) {
    plan.cronJobs().forEach(name -> cluster.setCronJob(service.namespace(), name, CronJob.ACTIVE));
  }

  private List<String> users(ServiceDefinition service) {
    return cluster.volume(service.namespace(), service.volume().claim()).map(Cluster.Volume::users).orElse(List.of());
  }
}
