package dev.restorebot.run;

/// How a run ended.
public enum Outcome {
  /// The snapshot is live and every check passed.
  RESTORED("restored"),
  /// The snapshot is live; people accepted that a check failed.
  ACCEPTED("restored, accepted with failed checks"),
  /// It was a dry run; nothing was touched.
  PREVIEWED("dry run"),
  /// The snapshot was restored into scratch space, and every check passed.
  DRILLED("drill passed"),
  /// The snapshot could not be restored into scratch space.
  UNPROVEN("drill failed"),
  /// There could be no plan; nothing live was touched.
  REFUSED("refused"),
  /// People said no; nothing live was touched.
  DENIED("denied"),
  /// Cancelled before anything live was replaced.
  CANCELLED("cancelled"),
  /// A step failed; what had been live is live.
  FAILED("failed, old data live"),
  /// The displaced data was put back, because people asked for that after the run.
  UNDONE("undone"),
  /// The displaced data was put back, because a check failed.
  TAKEN_BACK("a check failed, undone"),
  /// The displaced data was deleted; the snapshot is live.
  PURGED("restored, purged"),
  /// The displaced data was put back, and what had been restored was deleted.
  UNDONE_PURGED("undone, purged"),
  /// A purge failed: what the run had kept aside may be partly deleted, so it can be purged again but not undone.
  PURGE_UNFINISHED("purge not finished"),
  /// Its record could not be read; people have seen to it by hand.
  CLOSED("closed by hand"),
  /// It could neither be finished nor taken back; people had the service started on whatever was live.
  LEFT("left as it is");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /// For people.
  public String words() {
    return words;
  }

  /// True if the service has what was asked for.
  public boolean good() {
    return this == RESTORED || this == PREVIEWED || this == DRILLED || this == UNDONE || this == PURGED
        || this == UNDONE_PURGED;
  }

  /// True if what was asked for was installed, and people took it as it is.
  public boolean stands() {
    return this == RESTORED || this == ACCEPTED;
  }

  /// True if displaced data may be put back.
  public boolean undoable() {
    return stands() || this == LEFT;
  }

  /// True if what the run installed is, or may be, what the service serves.
  public boolean live() {
    return undoable() || this == PURGED || this == PURGE_UNFINISHED;
  }

  /// True if data that is not live may be deleted for good.
  public boolean purgeable() {
    // What is displaced may be all that there is where people had the service started as it was.
    return stands() || this == UNDONE || this == TAKEN_BACK || this == PURGE_UNFINISHED;
  }
}
