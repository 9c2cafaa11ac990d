package dev.restorebot.bot.chat;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.approval.Gate;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState.Waiting;
import java.util.List;
import java.util.Optional;

/// The forms in which people confirm what weighs more than a click. Waits for the ledger, and for nothing else; thread-safe.
final class Forms {
  private final Ledger ledger;
  private final FrontDesk desk;
  private final Places places;

  Forms(Ledger ledger, FrontDesk desk, Places places) {
    this.ledger = ledger;
    this.desk = desk;
    this.places = places;
  }

  /// What a button that needs a form leads to.
  sealed interface Found {
    /// This form.
    record Ready(Form form) implements Found {}

    /// None: what it would decide is decided.
    ///
    /// @param reply what to tell the person
    record Decided(Optional<Reply> reply) implements Found {}
  }

  /// True if `action` is not done at a click: a form is shown first.
  static boolean needed(Action action) {
    return switch (action) {
      case Action.Choose(_, _, _, var choice) -> choice.weight() == Weight.TYPED_CONSENT;
      case Action.BreakGlass _ -> true;
      case Action.Say _ -> false;
    };
  }

  /// The form that somebody's button needs, or what to say instead of one.
  Found find(Opened pressed) {
    return form(pressed.action()).<Found>map(Found.Ready::new).orElseGet(() -> {
      var reply = desk.press(pressed.by(), places.where(pressed.channel()), pressed.action(), Written.NOTHING);
      return new Found.Decided(Optional.of(reply).filter(said -> said.status() != Status.TAKEN));
    });
  }

  /// The form, if what it would decide is still to be decided.
  private Optional<Form> form(Action action) {
    return switch (action) {
      case Action.Say _ -> Optional.empty();
      case Action.Choose choose -> waitingAt(choose.run(), choose.gate(), choose.fingerprint())
          .map(run -> form(Question.CONFIRM, choose, run));
      case Action.BreakGlass glass -> waitingAt(glass.run(), glass.gate(), glass.fingerprint())
          .map(run -> form(Question.BREAK_GLASS, glass, run));
    };
  }

  private static Form form(Question question, Action action, Run run) {
    return new Form(question, action, run.service().orElseThrow().value(), asked(run));
  }

  private Optional<Run> waitingAt(RunId id, Gate gate, Fingerprint fingerprint) {
    return ledger.run(id).filter(run -> run.state() instanceof Waiting(_, var open) && open.gate() == gate
        && open.fingerprint().equals(fingerprint));
  }

  /// What the open gate of `run` says.
  private static Post asked(Run run) {
    return run.history().reversed().stream().filter(told -> told.entry().event() instanceof GateOpened)
        .flatMap(told -> ThreadText.post(told).stream()).findFirst().orElseGet(() -> new Post(List.of(), List.of()));
  }
}
