package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;

/// The same as [Cluster], as commands that a person runs in a shell. Each answer is a few lines of shell that can be run
/// again, stop with a message and a status other than 0 when they do not come to what is asked for, and hold no secret.
/// Pure; thread-safe.
public interface ByHand {
  /// What must be installed where the commands are run.
  List<String> tools();

  /// Scales a workload.
  List<String> scale(WorkloadRef ref, int replicas);

  /// Waits until that many replicas are ready.
  List<String> awaitReady(WorkloadRef ref, int replicas, Duration atMost);

  /// Waits until no pod uses the volume, whatever its labels, those that are ending included.
  List<String> awaitUnused(WorkloadRef ref, String claim, Duration atMost);

  /// Suspends a CronJob, or lets it run again.
  List<String> setCronJob(String namespace, String name, Cluster.CronJob state);

  /// Starts a Job, follows it to its end, and prints how it ended.
  List<String> run(Job job);

  /// Removes a Job.
  List<String> delete(JobId id);
}
