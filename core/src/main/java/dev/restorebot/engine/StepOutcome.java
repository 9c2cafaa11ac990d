package dev.restorebot.engine;

import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.run.StepResult;
import java.util.List;

/// How an attempt at a step ended.
sealed interface StepOutcome {
  /// Well.
  record Done(StepResult result) implements StepOutcome {}

  /// Badly.
  ///
  /// @param hint the next move
  record Failed(String reason, String hint, StepResult result) implements StepOutcome {
    Failed(String reason, String hint) {
      this(reason, hint, StepResult.nothing());
    }
  }

  /// Not at all: whoever did it was killed. Doing it again is safe.
  ///
  /// @param hint the next move, if it is given up
  /// @param again whether another attempt may fare better
  /// @param output what was written until then
  record Lost(String how, String hint, Again again, List<String> output)
      implements StepOutcome {}
}
