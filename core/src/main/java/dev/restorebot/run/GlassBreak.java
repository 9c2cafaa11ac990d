package dev.restorebot.run;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;

/// A person's wish to pass a gate of a plan alone, because nobody else is there.
///
/// @param fingerprint the plan that the person saw
/// @param reason why: untrusted text, made one line
public record GlassBreak(Person by, RunId run, Gate gate, Fingerprint fingerprint, String reason) {
  /// How long a reason is at least.
  public static final int SHORTEST = 10;
  /// How long a reason is at most.
  public static final int LONGEST = 500;

  public GlassBreak {
    reason = reason.strip().replaceAll("\\s+", " ");
  }
}
