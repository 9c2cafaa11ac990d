package dev.restorebot.diagnose;

/// The codes of the signs that every kind of service may show.
final class CommonSign {
  /// The workload does not exist.
  static final String NO_WORKLOAD = "no-workload";
  /// Nobody asks for a replica.
  static final String SCALED_DOWN = "scaled-down";
  /// Its image cannot be had.
  static final String NO_IMAGE = "no-image";
  /// It is killed for want of memory.
  static final String OUT_OF_MEMORY = "out-of-memory";
  /// It crashes again and again.
  static final String CRASHES = "crashes";
  /// Too few of its pods are ready.
  static final String NOT_READY = "not-ready";

  /// The volume could not be looked at because it is not there.
  static final String NO_VOLUME = "no-volume";
  /// What earlier runs have displaced lies on the volume. Subjects: runs.
  static final String DISPLACED = "displaced-data";

  /// The keys to the bucket are not in the cluster.
  static final String NO_KEYS = "no-keys";
  /// The store refuses the keys, or there is no such bucket.
  static final String REFUSED = "store-refuses";
  /// There is no snapshot at all.
  static final String NO_BACKUPS = "no-backups";
  /// Scheduled backups are missing.
  static final String MISSED = "backups-missed";
  /// The newest set is incomplete.
  static final String INCOMPLETE = "newest-incomplete";
  /// A set is much smaller than the one before.
  static final String SHRUNK = "newest-shrunk";
  /// The newest complete set lies in an archive.
  static final String ARCHIVED = "newest-archived";
  /// The newest complete set cannot be restored. Subjects: its timestamp.
  static final String NEWEST_BAD = "newest-bad";
  /// None of the newest sets can be restored.
  static final String NONE_GOOD = "none-good";
  /// In the bucket lies what belongs to no backup that is configured. Subjects: folders and keys.
  static final String UNCLAIMED = "unclaimed-objects";
  /// The CronJob is not there. Subjects: its name.
  static final String NO_CRON_JOB = "no-cron-job";
  /// The CronJob is suspended. Subjects: its name.
  static final String SUSPENDED = "cron-job-suspended";
  /// The CronJob's Jobs fail. Subjects: its name.
  static final String FAILING = "cron-job-failing";

  private CommonSign() {}
}
