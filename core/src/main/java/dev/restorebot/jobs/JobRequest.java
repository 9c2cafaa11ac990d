package dev.restorebot.jobs;

import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.Job.Fresh;
import dev.restorebot.cluster.Job.Mount;
import dev.restorebot.cluster.Job.SecretEntry;
import dev.restorebot.cluster.Job.Space;
import dev.restorebot.cluster.JobId;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one worker is sent to do: a task for a run, on the volume of a service.
///
/// @param attempt counted from 1
/// @param key of the run, for a task that [Task.OfRun#moves], if the run has one
/// @param within how long it may take, while people wait for the service; empty if nobody does
public record JobRequest(RunId run, ServiceDefinition service, Task task, int attempt, Optional<RunKey> key,
    Optional<Duration> within) {
  /// An errand for which no key is needed, and no hurry.
  public JobRequest(RunId run, ServiceDefinition service, Task task, int attempt) {
    this(run, service, task, attempt, Optional.empty(), Optional.empty());
  }

  /// The same, with no more than that time, since the service is stopped meanwhile.
  ///
  /// @param step the attempt at the step that it is part of, from 1
  public JobRequest hurried(Plan plan, int step) {
    return new JobRequest(run, service, task, attempt, key, Optional.of(plan.exchangeWithin(step)));
  }

  /// What its Job is called.
  public JobId id() {
    return id(run, service, task.operation(), attempt);
  }

  public static JobId id(RunId run, ServiceDefinition service, String operation, int attempt) {
    return new JobId(service.namespace(), service.name(), operation, run.value(), attempt);
  }

  /// The Job that does it. Only what reads backups gets the keys to them, and a drill gets no volume of anybody.
  public Job job(WorkerCodec codec) {
    var keys = service.backups().credentials();
    var secrets = task.reads()
        ? Map.of(WorkerEnvironment.ACCESS_KEY, new SecretEntry(keys.secret(), keys.accessKey()),
            WorkerEnvironment.SECRET_KEY, new SecretEntry(keys.secret(), keys.secretKey()))
        : Map.<String, SecretEntry>of();
    var variables = new TreeMap<>(Map.of(WorkerEnvironment.TASK, codec.write(task)));
    key.ifPresent(known -> variables.put(WorkerEnvironment.RUN_KEY, known.hex()));
    return new Job(id(), space(), List.of("worker", task.operation()), variables, secrets, within);
  }

  private Space space() {
    var volume = service.volume();
    return task instanceof Task.Drill drill
        ? new Fresh(drill.room(), volume.ownerUser(), volume.ownerGroup())
        : mount(service);
  }

  /// The volume of a service, as its workers work on it.
  static Mount mount(ServiceDefinition service) {
    var volume = service.volume();
    return new Mount(volume.claim(), volume.ownerUser(), volume.ownerGroup(), volume.fsGroup());
  }
}
