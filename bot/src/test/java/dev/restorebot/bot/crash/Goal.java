package dev.restorebot.bot.crash;

import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunId;

/// What people want of the bot in a crash test.
public enum Goal {
  /// The service is restored.
  RESTORE(Outcome.RESTORED, "/restore pds latest-before 2026-02-25"),
  /// A PDS of whatever time is restored from its newest backup.
  NEWEST(Outcome.RESTORED, "/restore pds latest"),
  /// The knot is restored, with the rights that its backup lacks. One repository was backed up in the middle of a push: its
  /// check fails, and people take it so.
  KNOT(Outcome.ACCEPTED, "/restore knot latest-before 2026-02-25"),
  /// The knot has the rights that were missing, and all else that it had.
  RIGHTS(Outcome.RESTORED, "/restore acl knot"),
  /// What a finished restore displaced is live again.
  UNDO(Outcome.UNDONE, "/restore undo "),
  /// What a finished restore displaced is deleted.
  PURGE(Outcome.PURGED, "/restore purge ");

  private final Outcome outcome;
  private final String command;

  Goal(Outcome outcome, String command) {
    this.outcome = outcome;
    this.command = command;
  }

  /// How the run has ended when they have it.
  Outcome outcome() {
    return outcome;
  }

  /// What they type first.
  String command() {
    return command;
  }

  /// What they type about a run that is over.
  String command(RunId run) {
    return command + run;
  }
}
