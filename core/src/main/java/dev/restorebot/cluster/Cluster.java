package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the engine asks of the place where services run. Every call blocks until it is answered; thread-safe; repeating one
/// does no harm. Every method throws [ClusterException] when the cluster does not answer or refuses.
public interface Cluster {
  /// The workload as it is now, or empty if there is none of that name.
  Optional<Workload> workload(WorkloadRef ref);

  /// Asks for `replicas` replicas; returns before they are there. Leaves a workload alone that already has that many.
  void scale(WorkloadRef ref, int replicas);

  /// The volume behind `claim`, or empty if there is none of that name.
  Optional<Volume> volume(String namespace, String claim);

  /// The CronJob called `name`, or empty if there is none.
  Optional<CronJob> cronJob(String namespace, String name);

  /// Suspends a CronJob, or lets it run again. Leaves one alone that is already so.
  void setCronJob(String namespace, String name, CronJob state);

  /// The entry `key` of the Secret called `secret`, or empty if either is missing.
  Optional<String> secret(String namespace, String secret, String key);

  /// Starts a Job and returns before it has done anything.
  ///
  /// @throws ClusterException also if a Job of that name exists
  void start(Job job);

  /// How the Job called `name` stands now.
  JobStatus job(String namespace, JobName name);

  /// How the Job called `name` stands as soon as it has ended, or after `atMost`.
  JobStatus await(String namespace, JobName name, Duration atMost) throws InterruptedException;

  /// The lines that the Job has written to its standard output so far.
  List<String> output(String namespace, JobName name);

  /// Ends the Job if it runs and removes it and its output. Does nothing if there is none.
  void delete(String namespace, JobName name);

  /// A workload: how many replicas are asked for, and how many are ready to serve.
  record Workload(int replicas, int ready) {}

  /// A volume: how many bytes the cluster says that it may hold, or less than 0 if it does not say, and which pods use it
  /// that have not ended, whatever their labels. Jobs of restorebot's own count too.
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

  /// How a Job stands.
  sealed interface JobStatus {
    /// There is no Job of that name.
    record Absent() implements JobStatus {}

    /// It is there and has not ended.
    record Active() implements JobStatus {}

    /// It ended well.
    ///
    /// @param message its termination message
    record Succeeded(String message) implements JobStatus {}

    /// It ended badly, or its process is gone.
    ///
    /// @param message its termination message; empty if it was killed before it could write one
    record Failed(String message) implements JobStatus {}
  }
}
