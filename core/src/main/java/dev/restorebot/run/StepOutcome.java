package dev.restorebot.run;

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
  record Lost(String how) implements StepOutcome {}
}
