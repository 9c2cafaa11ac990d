package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

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

  /// Follows the Job until it has written the last line that is wanted, has ended, is stuck, is gone, or `atMost` has passed, and says
  /// how it stands then.
  ///
  /// @param last hears the lines of its standard output from the first on, in order, as they come, and says of each whether it is the
  ///        last that is wanted; one or the other may be missed
  JobStatus follow(JobId id, Predicate<String> last, Duration atMost) throws InterruptedException;

  /// Whether the programs of Jobs in `namespace` that listen can be told anything.
  boolean tells(String namespace);

  /// Writes `line` to the standard input of the program of a Job that listens. Empty if nothing could be written.
  ///
  /// @return what was said, which the program may hear for as long as it is not closed
  Optional<Told> tell(JobId id, String line);

  /// The lines that the Job has written so far; none if its output is lost, or is not told within `atMost`.
  List<String> output(JobId id, Duration atMost) throws InterruptedException;

  /// Ends the Job if it runs and removes it and its output; returns when its program has ended. Does nothing if there is
  /// none.
  void delete(JobId id) throws InterruptedException;

  /// Asks for the Job to be ended and removed with its output, and returns before that has happened. For a Job whose program
  /// has ended or changes nothing. Does nothing if there is none.
  void discard(JobId id);

  /// Something that was said to the program of a Job.
  interface Told extends AutoCloseable {
    @Override
    void close();
  }

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
  /// that have not ended, whatever their labels, those that are ending included. Jobs of restorebot's own count too, but for those that
  /// listen: they change nothing unless they are told to.
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
