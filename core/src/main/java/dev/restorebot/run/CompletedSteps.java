package dev.restorebot.run;

import dev.restorebot.approval.Gate;
import dev.restorebot.plan.Step;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What lies behind a run: what its steps left behind, how often each was started, the gates that were passed, and what
/// people said to what the plan would add.
public record CompletedSteps(Map<Step, StepResult> results, Map<Step, Integer> attempts, Set<Gate> passed,
    Additions additions) {
  static final CompletedSteps NONE = new CompletedSteps(Map.of(), Map.of(), Set.of(), Additions.UNDECIDED);

  /// What people said to what the plan would add.
  public enum Additions {
    UNDECIDED, AGREED, LEFT_OUT
  }

  public CompletedSteps {
    results = Map.copyOf(results);
    attempts = Map.copyOf(attempts);
    passed = Set.copyOf(passed);
  }

  CompletedSteps passing(Gate gate) {
    var gates = EnumSet.of(gate);
    gates.addAll(passed);
    return new CompletedSteps(results, attempts, gates, gate == Gate.AMEND ? Additions.AGREED : additions);
  }

  CompletedSteps leavingOutAdditions() {
    var passing = passing(Gate.AMEND);
    return new CompletedSteps(results, attempts, passing.passed, Additions.LEFT_OUT);
  }

  CompletedSteps passed(Set<Gate> gates) {
    return new CompletedSteps(results, attempts, gates, Additions.UNDECIDED);
  }

  CompletedSteps starting(Step step, int attempt) {
    var counts = new EnumMap<Step, Integer>(Step.class);
    counts.putAll(attempts);
    counts.put(step, attempt);
    return new CompletedSteps(results, counts, passed, additions);
  }

  CompletedSteps having(Step step, StepResult result) {
    var kept = new EnumMap<Step, StepResult>(Step.class);
    kept.putAll(results);
    kept.put(step, result);
    return new CompletedSteps(kept, attempts, passed, additions);
  }
}
