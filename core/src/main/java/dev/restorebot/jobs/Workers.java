package dev.restorebot.jobs;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Has workers do tasks, as Jobs. Blocks until they have ended; thread-safe.
public final class Workers {
  /// How often a task is tried whose worker is killed.
  public static final int ATTEMPTS = 3;

  /// How long the output of a Job is waited for whose report is known.
  private static final Duration FOR_PEOPLE = Duration.ofSeconds(3);
  /// The same where the report is in it.
  static final Duration FOR_THE_REPORT = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final WorkerCodec codec;
  private final Watcher watcher;
  private final Standby standby;

  public Workers(Cluster cluster, WorkerCodec codec, Watcher watcher) {
    this.standby = new Standby(cluster, codec, watcher);
    this.cluster = cluster;
    this.codec = codec;
    this.watcher = watcher;
  }

  /// What came of an errand.
  public sealed interface JobResult {
    /// The worker reported; with all it wrote but its progress.
    record Said(Report report, List<String> output) implements JobResult {
      /// What the Job `id` answered when it was told to do `task`. Whoever says how something else ended has not said how this did.
      static Said to(Task task, JobId id, Report answer, List<String> output) {
        return new Said(task.isAnsweredBy(answer)
            ? answer
            : new Report.Failed("the Job " + id + " was told to " + task.operation() + " and answered something else",
                "Use the same version for the bot and its worker."),
            output);
      }
    }

    /// It was killed before it could report. What it did is in the journal on the volume.
    record Lost(String how, String hint, Again again, List<String> output) implements JobResult {}

    /// It never began.
    record Unable(String reason, String hint) implements JobResult {}
  }

  /// Has a worker of `run` wait with the volume mounted, where that can be had; returns before it does. Whatever the run asks for that it
  /// can do is done by it.
  public void standBy(RunId run, ServiceDefinition service) throws InterruptedException {
    standby.begin(run, service);
  }

  /// Asks for the worker of `run` that waits to be ended, if there is one.
  public void standDown(RunId run, ServiceDefinition service) {
    standby.end(run, service);
  }

  /// Sends a worker. If its Job exists, because the bot was restarted, it is waited for instead of being started again.
  ///
  /// @param objection asked right before the Job is started: why that must not be, if it must not
  public JobResult work(JobRequest errand, Supplier<Optional<String>> objection) throws InterruptedException {
    var id = errand.id();
    if (cluster.job(id) instanceof JobStatus.Absent) {
      var reason = objection.get();
      var word = reason.isEmpty() ? standby.have(errand) : Optional.<JobResult>empty();
      if (word.isPresent()) {
        return word.get();
      }
      var since = reason.or(objection);
      if (since.isPresent()) {
        return new JobResult.Unable(since.get(), "See who did that, then ask again.");
      }
      cluster.start(errand.job(codec));
    }
    return await(errand);
  }

  /// Has `task` done by a fresh Job, and by another if that one is killed. For tasks that only read.
  public Report ask(RunId run, ServiceDefinition service, Task task) throws InterruptedException {
    return ask(new JobRequest(run, service, task, 1));
  }

  /// The same with what else the worker is given.
  public Report ask(JobRequest errand) throws InterruptedException {
    var word = standby.have(errand);
    for (var attempt = 1;; attempt++) {
      switch (word.isPresent() ? word.get() : fresh(errand)) {
        case JobResult.Said(var report, _) -> {
          return report;
        }
        case JobResult.Unable(var reason, var hint) -> {
          return new Report.Failed(reason, hint);
        }
        case JobResult.Lost(var how, var hint, var again, _) -> {
          if (again == Again.POINTLESS || attempt == ATTEMPTS) {
            return new Report.Failed(times(how, attempt), hint);
          }
          word = Optional.empty();
        }
      }
    }
  }

  /// `how` something went wrong, with how often it did.
  public static String times(String how, int attempts) {
    return attempts == 1 ? how : how + ", " + attempts + " times";
  }

  /// One of that name that is still there is removed first. Nobody waits until this one is gone: what it has to say is said,
  /// and it changes nothing.
  private JobResult fresh(JobRequest errand) throws InterruptedException {
    cluster.delete(errand.id());
    cluster.start(errand.job(codec));
    try {
      return await(errand);
    } finally {
      cluster.discard(errand.id());
    }
  }

  /// Removes the Jobs of the attempts 1 to `attempts` at `operation`. One whose program may still change something is waited
  /// for.
  public void forget(RunId run, ServiceDefinition service, String operation, int attempts) throws InterruptedException {
    for (var attempt = 1; attempt <= attempts; attempt++) {
      var id = JobRequest.id(run, service, operation, attempt);
      if (cluster.job(id) instanceof JobStatus.Active) {
        cluster.delete(id);
      } else {
        cluster.discard(id);
      }
    }
  }

  /// Ends the first attempt at `operation`, if it is under way, and returns when its program has ended.
  public void end(RunId run, ServiceDefinition service, String operation) throws InterruptedException {
    cluster.delete(JobRequest.id(run, service, operation, 1));
  }

  private JobResult await(JobRequest errand) throws InterruptedException {
    var id = errand.id();
    var run = errand.run();
    var status = cluster.follow(id, text -> advanced(text).ifPresent(line -> watcher.advanced(run, line)));
    return switch (status) {
      case JobStatus.Succeeded(var message) -> said(errand, message, End.UNEXPLAINED);
      case JobStatus.Failed(var message, var end) -> said(errand, message, end);
      case JobStatus.Stuck(var why, var hint) -> {
        cluster.delete(id);
        if (standby.givesWayTo(errand)) {
          cluster.start(errand.job(codec));
          yield await(errand);
        }
        yield new JobResult.Unable("the Job " + id + " could not start: " + why, hint);
      }
      case JobStatus.Foreign(var whose) ->
        new JobResult.Unable("there is a Job " + id + " that this run did not start: "
            + whose, "See whose it is. It is left alone.");
      case JobStatus.Absent _ ->
        new JobResult.Lost("the Job " + id + " is gone", "See who deletes Jobs in this namespace.",
            Again.TRY, List.of());
      case JobStatus.Active _ -> throw new IllegalStateException("the Job " + id + " was left before it ended");
    };
  }

  private Optional<OutputLine.Advanced> advanced(String text) {
    return codec.lineIn(text).map(line -> line instanceof OutputLine.Advanced advanced ? advanced : null);
  }

  /// What came of it stands in its last words, or at the end of its output where those are too long; the rest of the output is for people,
  /// and nobody waits long for it.
  private JobResult said(JobRequest errand, String message, End end) throws InterruptedException {
    var id = errand.id();
    var output = new ArrayList<String>();
    var report = codec.lineIn(message).orElse(null) instanceof OutputLine.Ended(var last) ? last : null;
    for (var text : written(id, report != null)) {
      var line = codec.lineIn(text);
      if (line.isPresent() && line.get() instanceof OutputLine.Ended(var ended)) {
        report = ended;
      }
      if (line.isEmpty() || !(line.get() instanceof OutputLine.Advanced)) {
        output.add(text);
      }
    }
    return report == null
        ? new JobResult.Lost("the Job " + id + " " + end.how(), end.hint(), end.again(), output)
        : JobResult.Said.to(errand.task(), id, report, output);
  }

  private List<String> written(JobId id, boolean known) throws InterruptedException {
    try {
      return cluster.output(id, known ? FOR_PEOPLE : FOR_THE_REPORT);
    } catch (ClusterException e) {
      if (known) {
        return List.of();
      }
      throw e;
    }
  }
}
