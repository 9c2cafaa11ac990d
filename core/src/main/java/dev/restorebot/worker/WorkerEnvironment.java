package dev.restorebot.worker;

/// The names of the variables that a worker reads; the same for a Kubernetes Job and for a process of the sandbox.
public final class WorkerEnvironment {
  /// The [Task] as JSON.
  public static final String TASK = "RESTOREBOT_TASK";
  /// The S3 keys; only `stage` needs them.
  public static final String ACCESS_KEY = "RESTOREBOT_S3_ACCESS_KEY";
  /// See [#ACCESS_KEY].
  public static final String SECRET_KEY = "RESTOREBOT_S3_SECRET_KEY";
  /// The key of the run in hex, for tasks that write into its journal on the volume; see [dev.restorebot.volume.RunKey].
  public static final String RUN_KEY = "RESTOREBOT_RUN_KEY";
  /// The id of the run whose tasks a worker on standby does; it is told them on its standard input, each as an [Order].
  public static final String RUN = "RESTOREBOT_RUN";
  /// Where the root of the volume is mounted.
  public static final String VOLUME = "RESTOREBOT_VOLUME";
  /// A folder on the Job's own disk, for private copies of databases.
  public static final String SCRATCH = "RESTOREBOT_SCRATCH";
  /// The file for the termination message.
  public static final String TERMINATION_LOG = "RESTOREBOT_TERMINATION_LOG";

  private WorkerEnvironment() {}
}
