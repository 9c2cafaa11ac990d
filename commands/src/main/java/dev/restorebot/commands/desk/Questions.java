package dev.restorebot.commands.desk;

import dev.restorebot.approval.Ask;
import dev.restorebot.approval.Ask.Outcome;
import dev.restorebot.approval.AskBook;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Readers;
import dev.restorebot.commands.Command;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;

/// Keeps the rules for commands that only read, and a record of who gave them. Thread-safe; blocks where a group must be asked, and
/// on the disk.
///
/// @param time what tells when something was asked
public record Questions(Readers readers, AskBook book, InstantSource time) {
  private static final Logger LOG = System.getLogger(Questions.class.getName());

  /// Why `command` is not answered; empty if it is, or if it does not only read.
  ///
  /// @param text as it was typed
  Optional<String> refusal(Person by, String where, Command command, String text) {
    if (!reads(command)) {
      return Optional.empty();
    }
    var refusal = readers.mayNotRead(by, where);
    note(new Ask(time.instant(), by, where, text, refusal.isPresent() ? Outcome.REFUSED : Outcome.ANSWERED));
    return refusal;
  }

  /// Records that somebody who says that they are `by` opened a terminal.
  ///
  /// @param user the operating system's user, as the system says
  void terminal(Person by, String user) {
    note(new Ask(time.instant(), by, "terminal", "(opened a terminal as the operating system's user " + user + ")",
        Outcome.ANSWERED));
  }

  private static boolean reads(Command command) {
    return switch (command) {
      case Command.Diagnose _, Command.Choose _, Command.ListSnapshots _, Command.Status _, Command.History _, Command.Show _ ->
        true;
      // These have rules and a record of their own, and help says nothing about anything here.
      case Command.Begin _, Command.Runbook _, Command.Cancel _, Command.Reopen _, Command.Undo _, Command.Purge _, Command.Help _ ->
        false;
    };
  }

  /// Whoever wants to know what is wrong is told also where the disk is full.
  private void note(Ask ask) {
    try {
      book.note(ask);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "it could not be recorded that " + ask.by() + " asked something", e);
    }
  }
}
