package dev.restorebot.bot.terminal;

import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunState;
import java.util.List;
import java.util.Optional;

/// Lets people act on a bot, and things happen to its world where it is one to practise in, and answers them.
public final class Stage {
  private final WorldControl control;
  private final Bot bot;
  private final Buttons buttons;
  private final Paper paper;
  private final Meanwhile meanwhile;

  /// A stage for `bot`, on which everything is written to `paper`.
  ///
  /// @param meanwhile hears what is known of an answer before it is there
  public Stage(Bot bot, Paper paper, WorldControl control, Meanwhile meanwhile) {
    this.meanwhile = meanwhile;
    this.control = control;
    this.bot = bot;
    this.buttons = new Buttons(bot.engine().ledger());
    this.paper = paper;
  }

  /// What became of a line.
  public enum Effect {
    /// It was taken up, or counted for nothing and was told so.
    ANSWERED,
    /// It was not understood, or there is no such button.
    NOT_UNDERSTOOD
  }

  /// Does what `speech` says, and prints the answer.
  public Effect act(Speech speech) {
    return switch (speech) {
      case Speech.Says(var by, var text) -> answer(by.name(), bot.desk().say(by, "", text, meanwhile));
      case Speech.Presses presses -> press(presses);
      case Speech.Happens(var what) -> control.happens(what, paper::event) ? Effect.ANSWERED : Effect.NOT_UNDERSTOOD;
      case Speech.Remark _ -> Effect.ANSWERED;
      case Speech.Unclear(var problem) -> {
        paper.event(problem);
        yield Effect.NOT_UNDERSTOOD;
      }
    };
  }

  private Effect press(Speech.Presses presses) {
    var button = button(presses);
    if (button.isEmpty()) {
      var live = buttons.live();
      paper.event("There is no button [" + presses.label() + "] "
          + (live.isEmpty() ? "yet." : "; to press there is [" + String.join("], [", live) + "]."));
      return Effect.NOT_UNDERSTOOD;
    }
    var action = button.get().action();
    return answer(presses.by().name(), bot.desk().press(presses.by(), "", action, written(action, presses.typed())));
  }

  /// What stands behind a button is the reason where one is needed, else what is typed to confirm.
  private static Written written(Action action, String typed) {
    return action instanceof Action.BreakGlass ? new Written("", typed) : new Written(typed, "");
  }

  /// The button that a person means, if there is one.
  Optional<Button> button(Speech.Presses presses) {
    return presses.which().map(count -> buttons.counted(presses.label(), count))
        .orElseGet(() -> buttons.newest(presses.label()));
  }

  private Effect answer(String name, Reply reply) {
    buttons.keep(reply.buttons());
    paper.reply(name, reply);
    return reply.status() == Reply.Status.MISUNDERSTOOD ? Effect.NOT_UNDERSTOOD : Effect.ANSWERED;
  }

  /// The labels of the buttons that can decide something now.
  List<String> live() {
    return buttons.live();
  }

  /// Returns when every run waits for people or is over.
  public void awaitRest() throws InterruptedException {
    bot.engine().awaitRest();
  }

  /// True if the newest run ended as it should.
  public boolean lastRunSucceeded() {
    var runs = bot.engine().ledger().runs();
    return !runs.isEmpty() && succeeded(runs.getLast());
  }

  private static boolean succeeded(Run run) {
    return run.state() instanceof RunState.Over(_, var outcome) && outcome.good();
  }
}
