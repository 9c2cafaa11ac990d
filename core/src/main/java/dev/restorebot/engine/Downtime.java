package dev.restorebot.engine;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Note;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunId;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceDefinition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stops a service so that nothing uses its volume, and starts it again as it was. Both are safe to repeat: what is already
/// so is left alone. Blocks; thread-safe.
final class Downtime {
  private static final Logger LOG = System.getLogger(Downtime.class.getName());

  private final Cluster cluster;

  Downtime(Cluster cluster) {
    this.cluster = cluster;
  }

  /// Suspends the backups, scales the workload to 0, and waits until no pod uses the volume. If that takes too long, the
  /// service is started again.
  StepOutcome begin(ServiceDefinition service, Plan plan) throws InterruptedException {
    plan.cronJobs().forEach(name -> cluster.setCronJob(service.namespace(), name, CronJob.SUSPENDED));
    cluster.scale(service.workload(), 0);
    var within = service.timeouts().gone();
    var claim = service.volume().claim();
    var users = cluster.awaitUnused(service.workload(), claim, within).map(Cluster.Volume::users).orElse(List.of());
    var running = running(service);
    if (users.isEmpty() && running.isEmpty()) {
      return new StepOutcome.Done(new StepResult.Noted(List.of(stopped(service, plan))));
    }
    cluster.scale(service.workload(), plan.replicas());
    backupsRunAgain(service, plan);
    var why = users.isEmpty() ? running.get() : "the volume " + claim + " is still used by " + String.join(", ", users);
    return new StepOutcome.Failed(service.workload() + " did not stop within " + within.toSeconds() + " seconds: " + why
        + ". It was scaled back to " + plan.replicas(), "See why these pods do not end, then ask again.");
  }

  private static String stopped(ServiceDefinition service, Plan plan) {
    var backups = plan.cronJobs().isEmpty() ? "" : "; " + String.join(", ", plan.cronJobs()) + " suspended";
    return service.name() + " is stopped, no pod uses " + service.volume().claim() + backups;
  }

  /// Scales the workload to 0 once more and waits until no pod uses the volume, or for as long as that may take.
  void stop(ServiceDefinition service) throws InterruptedException {
    cluster.scale(service.workload(), 0);
    cluster.awaitUnused(service.workload(), service.volume().claim(), service.timeouts().gone());
  }

  /// Leaves a note on the workload, if the cluster takes it.
  void note(ServiceDefinition service, RunId run, Note note) {
    try {
      cluster.note(service.workload(), run.value(), note);
    } catch (ClusterException e) {
      LOG.log(Level.WARNING, "the cluster took no note that " + run + " did this: " + note.reason(), e);
    }
  }

  /// Why the service's data must not be touched now: it was started again, or something uses the volume. Empty if it is as
  /// [#begin] left it.
  Optional<String> disturbed(ServiceDefinition service) {
    var reasons = new ArrayList<String>();
    running(service).ifPresent(reasons::add);
    var claim = service.volume().claim();
    cluster.volume(service.namespace(), claim).map(Cluster.Volume::users).filter(users -> !users.isEmpty())
        .ifPresent(users -> reasons.add("the volume " + claim + " is used by " + String.join(", ", users)));
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", reasons));
  }

  private Optional<String> running(ServiceDefinition service) {
    return cluster.workload(service.workload()).flatMap(workload -> running(service, workload));
  }

  private static Optional<String> running(ServiceDefinition service, Workload workload) {
    if (workload.replicas() > 0) {
      return Optional.of(service.workload() + " was scaled to " + workload.replicas() + " by somebody else"
          + (workload.keepers().isEmpty() ? "" : ", perhaps by " + String.join(" or ", workload.keepers())));
    }
    return workload.pods() > 0
        ? Optional.of(service.workload() + " is scaled to 0 and still counts " + workload.pods() + " of its pods")
        : Optional.empty();
  }

  /// Scales the workload back to what it was, waits until it is ready, and lets the backups run again.
  StepOutcome end(ServiceDefinition service, Plan plan) throws InterruptedException {
    cluster.scale(service.workload(), plan.replicas());
    var within = service.timeouts().ready();
    var workload = cluster.awaitReady(service.workload(), plan.replicas(), within);
    if (workload.isPresent() && workload.get().ready() >= plan.replicas()) {
      backupsRunAgain(service, plan);
      return new StepOutcome.Done(new StepResult.Noted(List.of(service.name() + " is running again")));
    }
    return new StepOutcome.Failed(service.workload() + " was scaled to " + plan.replicas()
        + " but is not ready after " + within.toSeconds() + " seconds",
        "Look at the logs of its pods. The backups stay suspended until it is ready or the run is over.");
  }

  /// Lets the backups run again that were suspended for the restore.
  void backupsRunAgain(ServiceDefinition service, Plan plan) {
    plan.cronJobs().forEach(name -> cluster.setCronJob(service.namespace(), name, CronJob.ACTIVE));
  }
}
