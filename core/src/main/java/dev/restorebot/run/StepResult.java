package dev.restorebot.run;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.volume.Report;
import java.util.List;

/// What a step left behind, for later steps and for people.
public sealed interface StepResult {
  /// What a worker reported; with its Job's output, which is deleted with the Job.
  record Worked(Report report, List<String> output) implements StepResult {
    public Worked {
      output = List.copyOf(output);
    }
  }

  /// What was checked and found.
  record Checked(List<CheckResult> checks) implements StepResult {
    public Checked {
      checks = List.copyOf(checks);
    }
  }

  /// The plan still held when the service had been stopped.
  ///
  /// @param staying what the run leaves as it is, and must find again afterwards
  record Confirmed(Contents staying) implements StepResult {}

  /// What was done, a sentence each.
  record Noted(List<String> notes) implements StepResult {
    public Noted {
      notes = List.copyOf(notes);
    }
  }

  /// Nothing to speak of.
  static StepResult nothing() {
    return new Noted(List.of());
  }
}
