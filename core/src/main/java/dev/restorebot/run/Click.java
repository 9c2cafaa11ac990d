package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;

/// A person's choice at a gate of a plan.
///
/// @param fingerprint the plan that the person saw
/// @param typed what they typed to confirm; empty where nothing is to be typed
/// @param reason what they wrote along with it: untrusted text, made one line; empty if nothing
public record Click(Person by, RunId run, Gate gate, Fingerprint fingerprint, Choice choice, String typed,
    String reason) {
  public Click {
    typed = typed.strip();
    reason = reason.strip().replaceAll("\\s+", " ");
  }
}
