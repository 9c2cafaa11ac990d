package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What the engine asks of the place where services run. Every call blocks until it is answered; thread-safe; repeating one
/// does no harm. A cluster that does not answer is asked again for about a minute before any method throws
/// [ClusterException]; one that refuses makes it throw at once.
public interface Cluster {
  /// The workload as it is now, or empty if there is none of that name.
  Optional<Workload> workload(WorkloadRef ref);

  /// Asks for `replicas` replicas; returns before they are there. Leaves a workload alone that already has that many.
  void scale(WorkloadRef ref, int replicas);

  /// The workload as soon as at least `replicas` of its replicas are ready, or as it is after `atMost`.
  Optional<Workload> awaitReady(WorkloadRef ref, int replicas, Duration atMost) throws InterruptedException;

  /// The volume behind `claim`, or empty if there is none of that name.
  Optional<Volume> volume(String namespace, String claim);

  /// The volume as soon as the workload has no pods and nothing else uses the volume either, or as it is after `atMost`.
  Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) throws InterruptedException;

  /// The CronJob called `name`, or empty if there is none.
  Optional<CronJob> cronJob(String namespace, String name);

  /// Suspends a CronJob, or lets it run again. Leaves one alone that is already so.
  void setCronJob(String namespace, String name, CronJob state);

  /// The entry `key` of the Secret called `secret`, or empty if either is missing.
  Optional<String> secret(String namespace, String secret, String key);

  /// Leaves a note on the workload that `run` did this to it. Repeated, it may stand there twice.
  void note(WorkloadRef ref, String run, Note note);

  /// Starts a Job and returns before it has done anything.
  ///
  /// @throws ClusterException also if there is a Job of that name, or another run has one that works on the same service
  void start(Job job);

  /// How the Job stands now.
  JobStatus job(JobId id);

  /// Follows the Job until it has ended, is stuck, or is gone, and says how it stands then.
  ///
  /// @param line hears the lines of its standard output, in order, as they come; one or the other may be missed
  JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException;

  /// The lines that the Job has written so far; none if its output is lost.
  List<String> output(JobId id);

  /// Ends the Job if it runs and removes it and its output; returns when its program has ended. Does nothing if there is
  /// none.
  void delete(JobId id) throws InterruptedException;

  /// Asks for the Job to be ended and removed with its output, and returns before that has happened. For a Job whose program
  /// has ended or changes nothing. Does nothing if there is none.
  void discard(JobId id);

  /// A workload.
  ///
  /// @param replicas how many are asked for
  /// @param pods how many pods its controllers have made for it or are about to make; those that are ending do not count
  /// @param ready how many are ready to serve, of the workload as it is asked for now
  /// @param keepers what else decides on its replicas or its form, and may undo a change: an autoscaler, GitOps
  record Workload(int replicas, int pods, int ready, List<String> keepers) {
    public Workload {
      keepers = List.copyOf(keepers);
    }
  }

  /// A volume: how many bytes the cluster says that it may hold, or less than 0 if it does not say, and which pods use it
  /// that have not ended, whatever their labels, those that are ending included. Jobs of restorebot's own count too.
  record Volume(long capacity, List<String> users) {
    public Volume {
      users = List.copyOf(users);
    }

    /// What the cluster says that it may hold, in bytes, if it says so.
    public OptionalLong limit() {
      return capacity < 0 ? OptionalLong.empty() : OptionalLong.of(capacity);
    }
  }

  /// Whether a CronJob makes new Jobs.
  enum CronJob {
    ACTIVE, SUSPENDED
  }
}
