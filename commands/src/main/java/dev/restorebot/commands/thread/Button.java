package dev.restorebot.commands.thread;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunId;

/// A button under a message.
public record Button(String label, Action action) {
  /// What pressing a button does.
  public sealed interface Action {
    /// Chooses something at a gate.
    record Choose(RunId run, Gate gate, Fingerprint fingerprint, Choice choice) implements Action {}

    /// Passes a gate alone; takes a reason.
    record BreakGlass(RunId run, Gate gate, Fingerprint fingerprint) implements Action {}

    /// Says a command, as if the person had typed it.
    record Say(String command) implements Action {}
  }

  /// The button that opens the gate again at which `run` is paused.
  public static Button askAgain(RunId run) {
    return new Button("Ask again", new Action.Say("/restore reopen " + run));
  }

  /// The button that leaves `run`.
  static Button cancel(RunId run) {
    return new Button("Cancel", new Action.Say("/restore cancel " + run));
  }

  /// The button for `choice` at a gate of `run`.
  ///
  /// @param label what it says
  static Button of(RunId run, Gate gate, Fingerprint fingerprint, Choice choice, String label) {
    return new Button(label, new Action.Choose(run, gate, fingerprint, choice));
  }
}
