package dev.restorebot.run;

import dev.restorebot.approval.Gate;
import dev.restorebot.plan.Step;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What lies behind a run: what its steps left behind, how often each was started, and the gates that were passed.
public record History(Map<Step, StepResult> results, Map<Step, Integer> attempts, Set<Gate> passed) {
  static final History NONE = new History(Map.of(), Map.of(), Set.of());

  public History {
    results = Map.copyOf(results);
    attempts = Map.copyOf(attempts);
    passed = Set.copyOf(passed);
  }

  History passing(Gate gate) {
    var gates = EnumSet.of(gate);
    gates.addAll(passed);
    return new History(results, attempts, gates);
  }

  History passed(Set<Gate> gates) {
    return new History(results, attempts, gates);
  }

  History starting(Step step, int attempt) {
    var counts = new EnumMap<Step, Integer>(Step.class);
    counts.putAll(attempts);
    counts.put(step, attempt);
    return new History(results, counts, passed);
  }

  History having(Step step, StepResult result) {
    var kept = new EnumMap<Step, StepResult>(Step.class);
    kept.putAll(results);
    kept.put(step, result);
    return new History(kept, attempts, passed);
  }
}
