package dev.restorebot.cluster;

/// What a run did to a workload, as it is noted there for whoever looks with the cluster's own tools.
///
/// @param reason one word in the form of Kubernetes' own: `RestoreStopped`
/// @param message the same in a sentence
public record Note(String reason, String message) {
  /// It was scaled to 0.
  public static final Note STOPPED = new Note("RestoreStopped", "Stopped, so that its data can be exchanged.");

  /// Its data was replaced.
  public static final Note REPLACED =
      new Note("RestoreReplaced", "Its data was replaced from a backup; what was live is kept aside on the volume.");

  /// Its displaced data was put back.
  public static final Note UNDONE = new Note("RestoreUndone", "What had been displaced on its volume is live again.");

  /// It was started again.
  public static final Note RESUMED = new Note("RestoreResumed", "Started again.");

  /// A run about it ended, and this seals its record up to there.
  ///
  /// @param entry the number of the run's last entry in the journal
  /// @param digest its digest, in hex
  public static Note sealed(long entry, String digest) {
    return new Note("RestoreSealed",
        "Ended. To check the record up to here: restorebot audit verify JOURNAL --seal " + entry + ":" + digest);
  }
}
