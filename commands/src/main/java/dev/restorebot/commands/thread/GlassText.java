package dev.restorebot.commands.thread;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.approval.Gate;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunId;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.util.List;

/// What a thread says where one person passes a gate alone. Pure.
final class GlassText {
  private GlassText() {}

  /// What stands under a gate where it is possible.
  static String offer(Duration after) {
    return "In an emergency one approver may break glass, with a reason: the gate is then passed alone after "
        + Times.span(after) + ", unless somebody stops it.";
  }

  static Button button(RunId run, GateOpened opened) {
    return new Button("Break glass", new Button.Action.BreakGlass(run, opened.gate(), opened.fingerprint()));
  }

  /// Who did it, why, when it counts, and how it is stopped.
  static Post broken(RunId run, GlassBroken broken) {
    var refusal = broken.gate().choices().stream().filter(choice -> choice.weight() == Weight.REFUSAL).findFirst()
        .orElseThrow();
    var words = broken.by().name() + " BREAKS GLASS at the gate " + broken.gate().word() + ", because: "
        + broken.reason();
    return new Post(List.of(words,
        "At " + Times.clock(broken.passes()) + " the gate is passed by " + broken.by().name()
            + " alone. Until then any requester or approver can stop it with [" + refusal.label() + "], and others may"
            + " still approve."),
        List.of(Button.of(run, broken.gate(), broken.fingerprint(), refusal, refusal.label())),
        List.of(broken.reason()));
  }

  /// That nobody stopped it.
  static Post passed(Gate gate, GlassBroken broken) {
    return new Post(List.of("GLASS BROKEN: the gate " + gate.word() + " is passed by " + broken.by().name()
        + " alone, because: " + broken.reason()), List.of(), List.of(broken.reason()));
  }
}
