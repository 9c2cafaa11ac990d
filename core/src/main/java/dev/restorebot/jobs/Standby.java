package dev.restorebot.jobs;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.jobs.Workers.JobResult;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerEnvironment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The worker of a run that is on standby: a Job that has the volume mounted and its program loaded from the moment that people ask, and
/// waits to be told what to do: it looks, stages, looks again, and replaces, so that nobody waits for another pod, least of all while the
/// service is stopped. What cannot be had of it is done by a Job of its own, as if there were none. Once it has replaced the data, it
/// ends. Blocks; thread-safe.
public final class Standby {
  private static final Logger LOG = System.getLogger(Standby.class.getName());
  /// How long an answer is waited for where nobody is in a hurry: until the Job has to end.
  private static final Duration LONGEST = Duration.ofDays(1);
  /// How long one may take to start; a Job of its own would take as long.
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
  /// The same where it has been there before, and the service is stopped.
  private static final Duration THERE_WITHIN = Duration.ofSeconds(3);
  private static final Duration HEARS_WITHIN = Duration.ofSeconds(5);
  /// The same where it is at work and nobody is in a hurry: it may take hours.
  private static final Duration WORKS_FOR = Duration.ofMinutes(1);
  private static final int TELLINGS = 3;

  private final Cluster cluster;
  private final WorkerCodec codec;
  private final Watcher watcher;
  /// The runs that go without, since theirs did not start.
  private final Set<RunId> without = ConcurrentHashMap.newKeySet();
  /// The runs whose has answered before: nobody has to wait until it listens.
  private final Set<RunId> answering = ConcurrentHashMap.newKeySet();

  Standby(Cluster cluster, WorkerCodec codec, Watcher watcher) {
    this.cluster = cluster;
    this.codec = codec;
    this.watcher = watcher;
  }

  public static JobId id(RunId run, ServiceDefinition service) {
    return JobRequest.id(run, service, Order.STANDBY, 1);
  }

  /// The Job of one. It gets no key to anything: that of the run, and those to the backups as they are then, come with what it is told. It
  /// may take as long as any, and takes no order in the last hours of that, so that it is not ended in the middle of something.
  static Job job(RunId run, ServiceDefinition service) {
    return new Job(id(run, service), JobRequest.mount(service), List.of("worker", Order.STANDBY),
        Map.of(WorkerEnvironment.RUN, run.value()), Map.of(), Optional.empty(), true);
  }

  /// Starts one, unless there is one, or the cluster does not let it be told anything. Returns before it is there.
  ///
  /// @throws ClusterException if the cluster does not answer; what it refuses is done without
  void begin(RunId run, ServiceDefinition service) throws InterruptedException {
    try {
      if (without.contains(run)) {
        return;
      }
      var id = id(run, service);
      var status = cluster.job(id);
      if (status instanceof JobStatus.Active || status instanceof JobStatus.Foreign
          || !cluster.tells(service.namespace())) {
        return;
      }
      if (!(status instanceof JobStatus.Absent)) {
        cluster.delete(id);
      }
      cluster.start(job(run, service));
    } catch (ClusterException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
      goWithout(run, "could not be started", e);
    }
  }

  private void goWithout(RunId run, String why, @Nullable ClusterException cause) {
    without.add(run);
    answering.remove(run);
    LOG.log(Level.WARNING, run + " goes without a worker on standby, which " + why, cause);
  }

  /// Asks for the one of `run` to be ended, and returns before that has happened. Does nothing if there is none.
  void end(RunId run, ServiceDefinition service) {
    answering.remove(run);
    cluster.discard(id(run, service));
  }

  /// Ends the one of a run whose `errand` could not start: it may hold what that lacks, as the last pod that a quota allows, or the memory of
  /// a node. False if there is none; then the errand lacks something else.
  boolean givesWayTo(JobRequest errand) throws InterruptedException {
    var id = id(errand.run(), errand.service());
    if (changes(errand.task()) || !(cluster.job(id) instanceof JobStatus.Active)) {
      return false;
    }
    goWithout(errand.run(), "gives way to the Job " + errand.id(), null);
    cluster.delete(id);
    return true;
  }

  /// Has `errand` done. Empty if it must be done by a Job of its own: there is no standby, or none that hears, or it is not for one.
  /// Whatever might still change something has ended then.
  Optional<JobResult> have(JobRequest errand) throws InterruptedException {
    if (!isForIt(errand.task())) {
      return Optional.empty();
    }
    var id = id(errand.run(), errand.service());
    var there = cluster.job(id);
    if (there instanceof JobStatus.Absent || there instanceof JobStatus.Foreign) {
      return Optional.empty();
    }
    var reads = errand.task().reads();
    var keys = reads ? BackupKeys.of(cluster, errand.service()) : Optional.<AccessKeys>empty();
    if (reads && keys.isEmpty()) {
      return Optional.empty();
    }
    var talk = new Talk(errand, id, keys);
    if (!(there instanceof JobStatus.Active)) {
      return talk.ended(there);
    }
    return talk.have();
  }

  private static boolean isForIt(Task task) {
    return task instanceof Task.Inspect || changes(task);
  }

  /// What must never be done by two at a time.
  private static boolean changes(Task task) {
    return task instanceof Task.Stage || task instanceof Task.Replace || task instanceof Task.Amend;
  }

  /// What is said about one errand. Confined to its thread.
  private final class Talk {
    private final JobRequest errand;
    private final JobId id;
    private final boolean changes;
    private final Order order;
    private final List<String> output = new ArrayList<>();
    /// How much of the time that it may take is left.
    private Duration left;
    /// Whether the worker whose log is followed has heard the order.
    private boolean heard;
    /// Whether any worker has.
    private boolean begun;
    private Optional<Report> report = Optional.empty();
    /// How often it has said how far it is in the log that is followed, and how often that was passed on.
    private int advances;
    private int told;

    private Talk(JobRequest errand, JobId id, Optional<AccessKeys> keys) {
      this.errand = errand;
      this.id = id;
      this.changes = changes(errand.task());
      // What changes something has the same name after a restart of the bot, and is answered with what came of it; of what only
      // looks, no earlier answer counts.
      var name = errand.task().operation() + "-" + (changes ? String.valueOf(errand.attempt()) : UUID.randomUUID());
      this.order = new Order(name, errand.task(), errand.key(), keys);
      this.left = errand.within().orElse(LONGEST);
    }

    private Optional<JobResult> have() throws InterruptedException {
      if (!answering.contains(errand.run()) && !isThere()) {
        return without("was not there in time");
      }
      var status = (JobStatus) new JobStatus.Active();
      for (var telling = 1; isOpen(status) && (begun || telling <= TELLINGS); telling++) {
        try (var told = tell().orElse(null)) {
          if (told == null) {
            break;
          }
          status = answered();
        }
      }
      return begun || !(status instanceof JobStatus.Active) ? ended(status) : without("does not hear");
    }

    /// Where nobody is there any more who has answered before, another may be about to take that place.
    private Optional<Cluster.Told> tell() throws InterruptedException {
      var told = cluster.tell(id, codec.write(order));
      return told.isPresent() || !answering.remove(errand.run()) || !isThere()
          ? told
          : cluster.tell(id, codec.write(order));
    }

    private boolean isOpen(JobStatus status) {
      return status instanceof JobStatus.Active && report.isEmpty() && left.isPositive();
    }

    /// How it stands when it has answered or ended, when it does not hear, or the time is over. Whoever hears nothing for some seconds has
    /// perhaps lost the thread, and listens anew; where the log then does not begin with what it was told, another worker has taken the
    /// place of the one that was, and is told.
    private JobStatus answered() throws InterruptedException {
      JobStatus status;
      do {
        begun |= heard;
        heard = false;
        output.clear();
        var atATime = begun && errand.within().isEmpty() ? WORKS_FOR : HEARS_WITHIN;
        status = cluster.follow(id, this::hear, left.compareTo(atATime) < 0 ? left : atATime);
        left = left.minus(atATime);
      } while (heard && isOpen(status));
      begun |= heard;
      return status;
    }

    private boolean isThere() throws InterruptedException {
      var within = errand.within().isPresent() ? THERE_WITHIN : STARTS_WITHIN;
      var listens = new Listens();
      return cluster.follow(id, listens, within) instanceof JobStatus.Active && listens.seen;
    }

    private Optional<JobResult> without(String why) throws InterruptedException {
      goWithout(errand.run(), why, null);
      if (changes) {
        cluster.delete(id);
      } else {
        cluster.discard(id);
      }
      return Optional.empty();
    }

    /// What came of it, as far as it is known.
    private Optional<JobResult> ended(JobStatus status) throws InterruptedException {
      if (report.isEmpty() && !(status instanceof JobStatus.Active)) {
        lastWords(status);
      }
      if (report.isPresent()) {
        answering.add(errand.run());
        return Optional.of(JobResult.Said.to(errand.task(), id, report.get(), output));
      }
      answering.remove(errand.run());
      if (!changes || !(begun || heard)) {
        if (status instanceof JobStatus.Active) {
          goWithout(errand.run(), "takes too long", null);
          cluster.discard(id);
        }
        return Optional.empty();
      }
      var end = switch (status) {
        case JobStatus.Failed(_, var failed) -> failed;
        case JobStatus.Active _ -> {
          cluster.delete(id);
          yield left.isPositive()
              ? new End("could not be told to go on", "See why the cluster lets nobody attach to its pod.", Again.TRY)
              : End.late(errand.within().orElse(LONGEST), LONGEST);
        }
        case JobStatus.Absent _ -> new End("is gone", "See who deletes Jobs in this namespace.", Again.TRY);
        default -> End.UNEXPLAINED;
      };
      return Optional.of(new JobResult.Lost("the Job " + id + " " + end.how(), end.hint(), end.again(), output));
    }

    /// One that has replaced the data ends, and says so last; else its output may tell. What it says last may be about what it did before.
    private void lastWords(JobStatus status) throws InterruptedException {
      if (changes && status instanceof JobStatus.Succeeded(var message)
          && codec.lineIn(message).orElse(null) instanceof OutputLine.Ended(Report.Replaced last)
          && errand.task().isAnsweredBy(last)) {
        report = Optional.of(last);
        return;
      }
      for (var line : cluster.output(id, Workers.FOR_THE_REPORT)) {
        if (hear(line)) {
          return;
        }
      }
    }

    /// Whether that is the answer. A log that is followed anew is heard from its first line on.
    private boolean hear(String text) {
      var line = codec.lineIn(text);
      switch (line.orElse(null)) {
        case null -> {
          if (heard) {
            output.add(text);
          }
        }
        case OutputLine.Heard(var name) when name.equals(order.name()) -> {
          heard = true;
          output.clear();
          advances = 0;
        }
        case OutputLine.Advanced advanced when heard -> {
          advances++;
          if (advances > told) {
            told = advances;
            watcher.advanced(errand.run(), advanced);
          }
        }
        case OutputLine.Answered(var name, var answer) when name.equals(order.name()) -> {
          heard = true;
          report = Optional.of(answer);
        }
        default -> {
          // About something else.
        }
      }
      return report.isPresent();
    }
  }

  /// Waits for the first line of one.
  private final class Listens implements Predicate<String> {
    private boolean seen;

    @Override
    public boolean test(String text) {
      seen |= codec.lineIn(text).filter(OutputLine.Listening.class::isInstance).isPresent();
      return seen;
    }
  }
}
