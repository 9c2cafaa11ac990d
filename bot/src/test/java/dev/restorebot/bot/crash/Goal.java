package dev.restorebot.bot.crash;

import dev.restorebot.run.Outcome;

/// What people want of the bot in a crash test.
enum Goal {
  /// The service is restored.
  RESTORE(Outcome.RESTORED, "/restore pds latest-before 2026-02-25"),
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

  /// What they type; the run follows unless it is a restore.
  String command() {
    return command;
  }
}
