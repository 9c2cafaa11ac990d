package dev.restorebot.cluster;

/// What a run did to a workload, as it is noted there for whoever looks with the cluster's own tools.
public enum Note {
  /// It was scaled to 0.
  STOPPED("RestoreStopped", "Stopped, so that its data can be exchanged."),
  /// Its data was replaced.
  REPLACED("RestoreReplaced", "Its data was replaced from a backup; what was live is kept aside on the volume."),
  /// Its displaced data was put back.
  UNDONE("RestoreUndone", "What had been displaced on its volume is live again."),
  /// It was started again.
  RESUMED("RestoreResumed", "Started again.");

  private final String reason;
  private final String message;

  Note(String reason, String message) {
    this.reason = reason;
    this.message = message;
  }

  /// One word in the form of Kubernetes' own: `RestoreStopped`.
  public String reason() {
    return reason;
  }

  /// The same in a sentence.
  public String message() {
    return message;
  }
}
