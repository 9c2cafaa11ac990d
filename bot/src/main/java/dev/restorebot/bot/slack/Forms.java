package dev.restorebot.bot.slack;

import com.slack.api.model.view.View;
import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.approval.Gate;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Standing;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunState.Waiting;
import java.util.List;
import java.util.Optional;

/// The forms in which people confirm what weighs more than a click. Blocks on Slack, and on nothing else; thread-safe.
final class Forms {
  private final WebApi api;
  private final Ledger ledger;
  private final FrontDesk desk;
  private final MentionRegistry mentions;

  Forms(WebApi api, Ledger ledger, FrontDesk desk, MentionRegistry mentions) {
    this.api = api;
    this.ledger = ledger;
    this.desk = desk;
    this.mentions = mentions;
  }

  /// True if `action` is not done at a click: a form is shown first.
  static boolean needed(Action action) {
    return switch (action) {
      case Action.Choose(_, _, _, var choice) -> choice.weight() == Weight.TYPED_CONSENT;
      case Action.BreakGlass _ -> true;
      case Action.Say _ -> false;
    };
  }

  /// Opens the form that somebody's button needs.
  ///
  /// @param trigger what Slack lets a form be opened with, for three seconds
  /// @return what to say instead of a form, if there is none to be shown
  Optional<Reply> open(Opened pressed, String trigger) {
    var form = form(pressed.action());
    if (form.isEmpty()) {
      return Optional.of(desk.press(pressed.by(), Places.where(pressed.channel()), pressed.action(), Written.NOTHING))
          .filter(reply -> reply.standing() != Standing.TAKEN);
    }
    var outcome = api.call(methods -> methods.viewsOpen(request -> request.triggerId(trigger).view(form.get())));
    return outcome instanceof Outcome.Done<?>
        ? Optional.empty()
        : Optional.of(new Reply(Standing.DECLINED,
            List.of("Slack did not show the form, so nothing was decided. Press the button again."), List.of()));
  }

  /// The form, if what it would decide is still to be decided.
  private Optional<View> form(Action action) {
    return switch (action) {
      case Action.Say _ -> Optional.empty();
      case Action.Choose choose -> waitingAt(choose.run(), choose.gate(), choose.fingerprint())
          .map(run -> mentions.modals().confirm(choose, run.service().orElseThrow().value(), asked(run)));
      case Action.BreakGlass glass -> waitingAt(glass.run(), glass.gate(), glass.fingerprint())
          .map(run -> mentions.modals().breakGlass(glass, asked(run)));
    };
  }

  private Optional<Run> waitingAt(RunId id, Gate gate, Fingerprint fingerprint) {
    return ledger.run(id).filter(run -> run.state() instanceof Waiting(_, var open) && open.gate() == gate
        && open.fingerprint().equals(fingerprint));
  }

  /// What the open gate of `run` says.
  private static Post asked(Run run) {
    RunState state = new RunState.Unborn();
    var post = new Post(List.of(), List.of());
    for (Entry entry : run.entries()) {
      if (entry.event() instanceof GateOpened) {
        post = ThreadText.post(entry, state).orElse(post);
      }
      state = state.after(entry.event());
    }
    return post;
  }
}
