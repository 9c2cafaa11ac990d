package dev.restorebot.run;

import dev.restorebot.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a run is heading.
///
/// @param remaining the steps that are left, the one that is due first
/// @param outcome how it ends when nothing more goes wrong
/// @param stood how it had ended before what was asked of it afterwards, or null
/// @param trouble the step that failed and waits for people to decide, or null
public record RemainingSteps(List<Step> remaining, Outcome outcome, @Nullable Outcome stood, @Nullable Step trouble) {
  public RemainingSteps {
    remaining = List.copyOf(remaining);
  }

  RemainingSteps towards(List<Step> steps, Outcome newOutcome) {
    return new RemainingSteps(steps, newOutcome, stood, null);
  }

  RemainingSteps past(Step step) {
    var left = new ArrayList<>(remaining);
    left.remove(step);
    return new RemainingSteps(left, outcome, stood, trouble);
  }

  RemainingSteps stuckAt(Step step) {
    return new RemainingSteps(remaining, outcome, stood, step);
  }

  RemainingSteps leavingFor(Outcome newOutcome) {
    return new RemainingSteps(remaining, newOutcome, stood, trouble);
  }
}
