package dev.restorebot.bot.chat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.function.Predicate;

/// Whether the journal shows that something had its effect which the inbox still has: the bot was killed between the two.
/// What is the same is told by its meaning: who, what, and not before it was heard.
record AlreadyTaken(Ledger ledger) {
  /// True if what was heard at `at` has had its effect.
  boolean test(Heard heard, Instant at) {
    return switch (heard) {
      case Opened _ -> false;
      case Said said -> said(said.by(), said.command(), at);
      case Pressed(var by, _, Action.Choose(var run, var gate, var fingerprint, var choice), _, _) -> since(at,
          entry -> entry.run().equals(run) && entry.event() instanceof Chosen chosen && chosen.by().equals(by)
              && chosen.gate() == gate && chosen.fingerprint().equals(fingerprint) && chosen.choice() == choice);
      case Pressed(var by, _, Action.BreakGlass(var run, var gate, var fingerprint), _, _) -> since(at,
          entry -> entry.run().equals(run) && brokeGlass(by, gate, fingerprint, entry.event()));
      // A button that says a command is one, and is kept as that.
      case Pressed(_, _, Action.Say _, _, _) -> false;
    };
  }

  private static boolean brokeGlass(Person by, Gate gate, Fingerprint fingerprint, RunEvent event) {
    return switch (event) {
      case GlassBroken broken -> broken.by().equals(by) && broken.gate() == gate
          && broken.fingerprint().equals(fingerprint);
      case BreakGlassRejected held ->
        held.by().equals(by) && held.gate() == gate && held.fingerprint().equals(fingerprint);
      default -> false;
    };
  }

  private boolean said(Person by, Command command, Instant at) {
    return switch (command) {
      case Command.Begin(var request) -> since(at, entry -> asked(by, request.service(), entry.event()));
      case Command.Cancel(var run) -> since(at, run, new CancelAsked(by));
      case Command.Reopen(var run) -> since(at, run, new AskedAgain(by));
      case Command.Undo(var run) -> since(at, run, new UndoAsked(by));
      case Command.Purge(var run) -> since(at, run, new PurgeAsked(by));
      case Command _ -> false;
    };
  }

  private static boolean asked(Person by, ServiceName service, RunEvent event) {
    return switch (event) {
      case Asked(var asker, var request, _) -> asker.equals(by) && request.service().equals(service);
      case TurnedAway(var asker, var request, _) -> asker.equals(by) && request.service().equals(service);
      default -> false;
    };
  }

  private boolean since(Instant at, RunId run, RunEvent event) {
    return since(at, entry -> entry.run().equals(run) && entry.event().equals(event));
  }

  private boolean since(Instant at, Predicate<Entry> condition) {
    return ledger.entriesAfter(0).stream().anyMatch(entry -> !entry.at().isBefore(at) && condition.test(entry));
  }
}
