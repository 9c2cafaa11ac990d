package dev.restorebot.diagnose;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.cluster.Symptoms.BackupJob;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Sign;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether what makes the backups is at work.
record CronJobsCheck(ServiceDefinition service, Symptoms symptoms) implements Check {
  @Override
  public String name() {
    return "backup jobs";
  }

  @Override
  public String question() {
    return "Are the CronJobs there that make the backups, and do they succeed?";
  }

  @Override
  public Observation look() {
    var signs = new ArrayList<Sign>();
    var evidence = new ArrayList<String>();
    try {
      for (var name : service.backups().cronJobs()) {
        var job = symptoms.backupJob(service.namespace(), name);
        var sign = job.map(found -> wrong(name, found)).orElseGet(
            () -> List.of(new Sign(CommonSign.NO_CRON_JOB, List.of(name), "there is no CronJob " + name)));
        signs.addAll(sign);
        job.ifPresent(found -> evidence.add(name + ": started " + when(found.lastScheduled()) + ", succeeded "
            + when(found.lastSucceeded())));
      }
    } catch (ClusterException e) {
      return Observation.unknown("the cluster could not be asked: " + e.getMessage());
    }
    if (service.backups().cronJobs().isEmpty()) {
      return Observation.unknown("the configuration names none");
    }
    evidence.addAll(0, signs.stream().map(Sign::text).toList());
    return new Observation(signs.isEmpty() ? Condition.FINE : Condition.DEGRADED, evidence, signs);
  }

  private static List<Sign> wrong(String name, BackupJob job) {
    var signs = new ArrayList<Sign>();
    if (job.suspended()) {
      signs.add(new Sign(CommonSign.SUSPENDED, List.of(name),
          "the CronJob " + name + " is suspended: no backups are being made"));
    }
    if (!job.failure().isEmpty()) {
      signs.add(new Sign(CommonSign.FAILING, List.of(name), "the newest Job of " + name + " failed: " + job.failure()));
    }
    return signs;
  }

  private static String when(@Nullable Instant instant) {
    return instant == null ? "never, as far as the cluster knows" : "at " + Times.moment(instant);
  }
}
