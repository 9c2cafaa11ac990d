package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;

/// The same as [Cluster], as text for a shell (bash) that a person runs. Each command is one line that can be run again; it
/// ends with a status other than 0, and with its reason on standard error, when it does not come to what is asked for. None
/// holds a secret, and whatever a name contains, the shell sees one word. Pure; thread-safe.
public interface ByHand {
  /// The programs that must be installed where the commands are run.
  List<String> tools();

  /// Definitions that all commands need, to stand before the first of them. They may call `say TEXT`, which prints a line,
  /// and `patiently COMMAND`, which tries a command for about a minute.
  List<String> functions();

  /// Prints which cluster the commands work in, and fails unless the volume is there and the person may do what a restore
  /// takes.
  String look(WorkloadRef ref, String claim);

  /// Fails unless the workload is asked for with that many replicas, or is stopped.
  String expectReplicas(WorkloadRef ref, int replicas);

  /// Scales a workload.
  String scale(WorkloadRef ref, int replicas);

  /// Waits until that many replicas are ready.
  String awaitReady(WorkloadRef ref, int replicas, Duration atMost);

  /// Waits until the workload is stopped and no pod uses the volume, whatever its labels, those that are ending included.
  String awaitUnused(WorkloadRef ref, String claim, Duration atMost);

  /// Suspends a CronJob, or lets it run again.
  String setCronJob(String namespace, String name, Cluster.CronJob state);

  /// Defines `function`, which starts a Job and follows it to its end. One that is there already is followed, and one that has
  /// failed is started again. Its output is kept in the folder that the variable `logs` names, in a file called like the Job
  /// with the ending `.log`.
  List<String> job(String function, Job job);

  /// Fails if there is such a Job.
  String expectNo(JobId id);

  /// Removes a Job after its output was kept, as [#job] says. Does nothing if there is none.
  String delete(JobId id);
}
