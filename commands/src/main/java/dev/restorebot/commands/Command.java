package dev.restorebot.commands;

import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import java.util.Optional;

/// What a person asked for, understood and complete. Its services are in the catalogue; its runs only have the form of
/// one and may not exist.
public sealed interface Command {
  /// Begin a run.
  record Begin(Request request) implements Command {}

  /// Print what a restore would do, as commands for people.
  ///
  /// @param request of a restore, to its plan
  record Runbook(Request request) implements Command {}

  /// Offer the snapshots of `service` to choose from.
  record Choose(ServiceName service) implements Command {}

  /// List the snapshots of `service`.
  record ListSnapshots(ServiceName service) implements Command {}

  /// Say what is wrong with `service`, or with each there is, and whether a restore would help.
  record Diagnose(Optional<ServiceName> service) implements Command {}

  /// Say what is running now.
  record Status() implements Command {}

  /// List past runs: those of `service`, or all.
  record History(Optional<ServiceName> service) implements Command {}

  /// Show one run.
  record Show(RunId run) implements Command {}

  /// Stop `run` safely.
  record Cancel(RunId run) implements Command {}

  /// Ask again for the decision that nobody took in time in `run`.
  record Reopen(RunId run) implements Command {}

  /// Put back the data that `run` displaced.
  record Undo(RunId run) implements Command {}

  /// Delete the data that `run` displaced, for good.
  record Purge(RunId run) implements Command {}

  /// Explain `topic`, or give an overview.
  record Help(Optional<Topic> topic) implements Command {}
}
