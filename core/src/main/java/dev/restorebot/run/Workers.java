package dev.restorebot.run;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Cluster.JobStatus;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.Job.SecretEntry;
import dev.restorebot.cluster.JobName;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerCodec.Line;
import dev.restorebot.worker.WorkerEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has workers do tasks, as Jobs. Blocks until they have ended; thread-safe.
final class Workers {
  /// How often a task is tried whose worker is killed.
  static final int ATTEMPTS = 3;
  /// The next move when a worker is killed again and again.
  static final String KILLED = "See why its pod is killed (memory, eviction, node).";
  private static final Duration LOOK = Duration.ofMillis(300);

  private final Cluster cluster;
  private final WorkerCodec codec;
  private final Watcher watcher;

  Workers(Cluster cluster, WorkerCodec codec, Watcher watcher) {
    this.cluster = cluster;
    this.codec = codec;
    this.watcher = watcher;
  }

  /// How a worker ended.
  sealed interface Word {
    /// It reported; with all it wrote but its progress.
    record Said(Report report, List<String> output) implements Word {}

    /// It was killed before it could report. What it did is in the journal on the volume.
    record Lost(String how) implements Word {}
  }

  /// Has `task` done by the Job that is called after the run, the task and `attempt`. If that Job exists, because the bot
  /// was restarted, it is waited for instead of being started again.
  Word work(RunId run, ServiceDefinition service, Task task, int attempt) throws InterruptedException {
    var name = name(run, task, attempt);
    if (cluster.job(service.namespace(), name) instanceof JobStatus.Absent) {
      cluster.start(job(service, name, task));
    }
    return await(run, service, name);
  }

  /// Has `task` done by a fresh Job, and by another if that one is killed. For tasks that only read.
  Report ask(RunId run, ServiceDefinition service, Task task) throws InterruptedException {
    var lost = "";
    for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (fresh(run, service, task)) {
        case Word.Said(var report, _) -> {
          return report;
        }
        case Word.Lost(var how) -> lost = how;
      }
    }
    return new Report.Failed(lost + ", " + ATTEMPTS + " times", KILLED);
  }

  /// One of that name that is still there is removed first.
  private Word fresh(RunId run, ServiceDefinition service, Task task) throws InterruptedException {
    var name = name(run, task, 0);
    cluster.delete(service.namespace(), name);
    cluster.start(job(service, name, task));
    try {
      return await(run, service, name);
    } finally {
      cluster.delete(service.namespace(), name);
    }
  }

  /// Removes the Jobs of the attempts 1 to `attempts` at `operation`.
  void forget(RunId run, ServiceDefinition service, String operation, int attempts) {
    for (var attempt = 1; attempt <= attempts; attempt++) {
      cluster.delete(service.namespace(), name(run, operation, attempt));
    }
  }

  private static JobName name(RunId run, Task task, int attempt) {
    return name(run, task.operation(), attempt);
  }

  private static JobName name(RunId run, String operation, int attempt) {
    return new JobName("restorebot-" + run + "-" + operation + (attempt == 0 ? "" : "-" + attempt));
  }

  private Job job(ServiceDefinition service, JobName name, Task task) {
    var keys = service.backups().credentials();
    var secrets = task instanceof Task.Stage
        ? Map.of(WorkerEnvironment.ACCESS_KEY, new SecretEntry(keys.secret(), keys.accessKey()),
            WorkerEnvironment.SECRET_KEY, new SecretEntry(keys.secret(), keys.secretKey()))
        : Map.<String, SecretEntry>of();
    return new Job(service.namespace(), name, service.volume().claim(), service.volume().ownerUser(),
        service.volume().ownerGroup(), List.of("worker", task.operation()),
        Map.of(WorkerEnvironment.TASK, codec.write(task)), secrets);
  }

  private Word await(RunId run, ServiceDefinition service, JobName name) throws InterruptedException {
    while (true) {
      var status = cluster.await(service.namespace(), name, LOOK);
      var lines = cluster.output(service.namespace(), name);
      switch (status) {
        case JobStatus.Active _ -> newest(lines).ifPresent(line -> watcher.advanced(run, line));
        case JobStatus.Succeeded(var message) -> {
          return said(name, lines, message);
        }
        case JobStatus.Failed(var message) -> {
          return said(name, lines, message);
        }
        case JobStatus.Absent _ -> {
          return new Word.Lost("the Job " + name + " is gone");
        }
      }
    }
  }

  private Optional<Line.Advanced> newest(List<String> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : parsed(lines.getLast()).map(
            line -> line instanceof Line.Advanced advanced ? advanced : null);
  }

  private Word said(JobName name, List<String> lines, String message) {
    var output = new ArrayList<String>();
    Report report = null;
    for (var text : lines) {
      var line = parsed(text);
      if (line.isPresent() && line.get() instanceof Line.Ended(var ended)) {
        report = ended;
      }
      if (line.isEmpty() || !(line.get() instanceof Line.Advanced)) {
        output.add(text);
      }
    }
    if (report == null && parsed(message).orElse(null) instanceof Line.Ended(var ended)) {
      report = ended;
    }
    return report == null
        ? new Word.Lost("the Job " + name + " ended without a report; it was killed")
        : new Word.Said(report, output);
  }

  private Optional<Line> parsed(String text) {
    try {
      return Optional.of(codec.line(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
