package dev.restorebot.commands;

import dev.restorebot.plan.Request.Mirrors;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a person asked for, understood and complete. Its services are in the catalogue; its runs only have the form of
/// one and may not exist.
public sealed interface Command {
  /// Restore `service` from the snapshot that `selector` names; where it names none, add the rights that are missing to the
  /// service's own data.
  ///
  /// @param mirrors which state to take of what backups have without a timestamp
  /// @param reason why, in the person's own words: untrusted text of one line, to be escaped wherever it is shown
  /// @param accepted the codes of the findings that the person accepts, in the order given
  /// @param mode whether to restore, or only to show or to prove what a restore would do
  record Restore(ServiceName service, Selector selector, Mirrors mirrors, Optional<String> reason,
      Set<String> accepted, Mode mode) implements Command {
    public Restore {
      accepted = Collections.unmodifiableSet(new LinkedHashSet<>(accepted));
    }
  }

  /// How far a restore is to go.
  enum Mode {
    /// Plan it, check the snapshot, show what would happen and touch nothing.
    PREVIEW,
    /// Plan it and, once approved, do it.
    RUN,
    /// Do it in scratch space, to prove that it could be done.
    DRILL
  }

  /// Print what a restore of `service` from the snapshot that `selector` names would do, as commands for people.
  ///
  /// @param mirrors which state to take of what backups have without a timestamp
  /// @param accepted the codes of the findings that the person accepts, in the order given
  record Runbook(ServiceName service, Selector selector, Mirrors mirrors, Set<String> accepted) implements Command {
    public Runbook {
      accepted = Collections.unmodifiableSet(new LinkedHashSet<>(accepted));
    }
  }

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
