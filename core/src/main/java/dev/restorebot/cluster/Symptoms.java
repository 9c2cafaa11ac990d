package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a cluster tells of how a workload fares, for people who wait: every call blocks for some seconds at most, and is not repeated.
/// Changes nothing; thread-safe; throws [ClusterException], also where restorebot may not look.
public interface Symptoms {
  /// The workload as it is now, or empty if there is none of that name.
  Optional<Cluster.Workload> workload(WorkloadRef ref);

  /// The pods of the workload, the newest first, at most 20 of them.
  List<Pod> pods(WorkloadRef ref);

  /// The newest warnings about the workload, its pods and the volume behind `claim`, at most 10, the newest first.
  List<Warning> warnings(WorkloadRef ref, String claim);

  /// The last lines of the log of the workload's newest pod, and of its container before the present one where that waits; at most
  /// `lines` and 256 KiB. Anybody may have written into them.
  List<String> log(WorkloadRef ref, int lines);

  /// The CronJob called `name`, or empty if there is none.
  Optional<BackupJob> backupJob(String namespace, String name);

  /// A pod.
  ///
  /// @param restarts of its container, all told
  /// @param waiting why its container does not run, in the cluster's words (`CrashLoopBackOff`) with its message; empty if it runs
  /// @param ended how its container ended the last time, if it ever did
  record Pod(String name, boolean ready, int restarts, String waiting, @Nullable Ended ended) {
    /// How its container ended the last time.
    public Optional<Ended> lastEnd() {
      return Optional.ofNullable(ended);
    }
  }

  /// How a container ended.
  ///
  /// @param reason in the cluster's words: `OOMKilled`, `Error`
  record Ended(String reason, int exitCode, Instant at) {}

  /// A warning event.
  ///
  /// @param about what it is about: `pod/forum-0`
  /// @param message without control characters, and not longer than people read
  record Warning(String about, String reason, String message, int count, Instant last) {}

  /// A CronJob that makes backups.
  ///
  /// @param lastScheduled when it last started a Job
  /// @param lastSucceeded when one of its Jobs last succeeded
  /// @param failure how its newest Job failed, if it did: the reason and message of the Job's condition
  record BackupJob(boolean suspended, String schedule, @Nullable Instant lastScheduled, @Nullable Instant lastSucceeded,
      String failure) {}
}
