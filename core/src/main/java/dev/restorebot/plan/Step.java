package dev.restorebot.plan;

/// One action of a run. Each is idempotent: done again after a crash, it finds what is already so and goes on from there.
public enum Step {
  /// Restore the snapshot into scratch space, and read it there.
  DRILL("drill", Effect.READS),
  /// Fetch the snapshot to the volume, beside the live data, and verify it there.
  STAGE("stage", Effect.STAGES),
  /// Suspend the backups, stop the service, and wait until no pod uses the volume.
  QUIESCE("quiesce", Effect.INTERRUPTS),
  /// Look once more, now that nothing writes: what was approved must still be so.
  CONFIRM("confirm", Effect.READS),
  /// Displace the live data and put the staged data in its place.
  REPLACE("replace", Effect.REPLACES),
  /// Put the displaced data back.
  UNDO("undo", Effect.REPLACES),
  /// Start the service again and wait until it is ready; let the backups run again.
  RESUME("resume", Effect.INTERRUPTS),
  /// Tell others that the service is back.
  ANNOUNCE("announce", Effect.READS),
  /// Check every item of the snapshot, and that others follow.
  VERIFY("verify", Effect.READS),
  /// Remove what the run left in the cluster: its Jobs.
  CLEAN_UP("clean-up", Effect.READS),
  /// Delete what was staged and never went live.
  DISCARD("discard", Effect.STAGES),
  /// Delete the displaced data for good.
  PURGE("purge", Effect.DESTROYS);

  /// What a step does to the world.
  public enum Effect {
    /// Nothing that anybody would notice.
    READS,
    /// Writes beside the live data.
    STAGES,
    /// Stops or starts the service.
    INTERRUPTS,
    /// Exchanges data; can be undone.
    REPLACES,
    /// Deletes data for good.
    DESTROYS
  }

  private final String word;
  private final Effect effect;

  Step(String word, Effect effect) {
    this.word = word;
    this.effect = effect;
  }

  /// Its name in messages.
  public String word() {
    return word;
  }

  /// What it does to the world.
  public Effect effect() {
    return effect;
  }
}
