package dev.restorebot.bot.terminal;

import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunState.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every button that was ever posted, found again by its label. They come from the journal, so a restart loses none.
final class Buttons {
  private final Ledger ledger;
  private final List<Button> answered = new ArrayList<>();

  Buttons(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Keeps the buttons of an answer, which the journal does not know.
  synchronized void keep(List<Button> buttons) {
    answered.addAll(buttons);
  }

  /// The newest button called `label` that can still decide something, else the newest one of that label.
  synchronized Optional<Button> newest(String label) {
    var called = called(label).reversed();
    return called.stream().filter(this::live).findFirst().or(() -> called.stream().findFirst());
  }

  /// The `count`th button called `label` that was ever posted.
  synchronized Optional<Button> counted(String label, int count) {
    var called = called(label);
    return called.size() < count ? Optional.empty() : Optional.of(called.get(count - 1));
  }

  /// The labels of the buttons that can decide something now.
  synchronized List<String> live() {
    return all().stream().filter(this::live).map(Button::label).distinct().toList();
  }

  private List<Button> called(String label) {
    return all().stream().filter(button -> button.label().equalsIgnoreCase(label.strip())).toList();
  }

  private List<Button> all() {
    var buttons = new ArrayList<>(answered);
    ledger.transitionsAfter(0).stream().flatMap(told -> ThreadText.post(told).stream())
        .forEach(post -> buttons.addAll(post.buttons()));
    return buttons;
  }

  private boolean live(Button button) {
    return switch (button.action()) {
      case Action.Choose(var run, var gate, var fingerprint, _) -> state(run) instanceof Waiting(_, var open)
          && open.gate() == gate && open.fingerprint().equals(fingerprint);
      case Action.BreakGlass(var run, var gate, var fingerprint) -> state(run) instanceof Waiting(_, var open)
          && open.gate() == gate && open.fingerprint().equals(fingerprint) && open.glass().isEmpty();
      case Action.Say(var command) -> ledger.runs().stream()
          .filter(run -> command.endsWith(" " + run.id())).findFirst()
          .map(run -> offers(run.state(), command)).orElse(true);
    };
  }

  private static boolean offers(RunState state, String command) {
    return switch (state) {
      case RunState.Paused _ -> command.contains(" reopen ") || command.contains(" cancel ");
      case RunState.Over(_, var outcome) -> (command.contains(" undo ") && outcome.undoable())
          || (command.contains(" purge ") && outcome.purgeable());
      default -> false;
    };
  }

  private RunState state(RunId run) {
    return ledger.run(run).map(Run::state).orElse(new RunState.Unborn());
  }
}
