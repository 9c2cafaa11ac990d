package dev.restorebot.run;

import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.text.Times;

/// How a run stands, in a few words for people.
public final class RunWords {
  private RunWords() {}

  /// Where `state` is: `waiting for a decision at the gate replace`.
  public static String standing(RunState state) {
    return switch (state) {
      case RunState.Unborn _ -> "not begun";
      case RunState.Resolving(_, var request) -> request.isDrill()
          ? "looking at the backups"
          : "looking at the backups and the volume";
      case RunState.Between(var course) -> course.next().map(step -> "about to " + step.word()).orElse("about to end");
      case RunState.Waiting(_, var gate) -> "waiting for a decision at the gate " + gate.gate().word()
          + gate.glass().map(RunWords::broken).orElse("");
      case RunState.Paused(_, var gate) -> "paused: nobody decided at the gate " + gate.word();
      case RunState.Acting(_, var step, var attempt) -> "at the step " + step.word()
          + (attempt > 1 ? ", attempt " + attempt : "");
      case RunState.Dismissed(_, _, var outcome) -> "over: " + outcome.words();
      case RunState.Over(_, var outcome) -> "over: " + outcome.words();
      case RunState.Parked(var known) -> "parked: " + unreadable(known);
      case RunState.Opaque(_, var outcome) when outcome == Outcome.CLOSED -> "over: " + outcome.words();
      case RunState.Opaque(var known, var outcome) -> "over: " + outcome.words() + "; " + unreadable(known);
    };
  }

  private static String unreadable(Known known) {
    var entry = known.unreadable();
    if (entry == null) {
      return "an entry of its record could not be read";
    }
    return (entry.name().isEmpty() ? "an entry" : "the entry `" + entry.name() + "`")
        + " of its record cannot be read by this version";
  }

  private static String broken(GlassBroken glass) {
    return ", which " + glass.by().name() + " passes alone at " + Times.clock(glass.passes()) + " (break glass)";
  }
}
