package dev.restorebot.approval;

/// Who is in a group of people that only a chat knows: `slack-group:S099`, `slack-channel:C012`, `@ops`. May block on the
/// network, so it is never asked where others wait for the answer; thread-safe. Does not throw: what could not be looked up
/// is unknown.
@FunctionalInterface
public interface Groups {
  /// Nobody is in any group.
  Groups NONE = (_, _) -> Membership.OUT;

  /// Whether `person` is in `group`. A person of another chat is not.
  Membership of(String group, Person person);

  /// The answer.
  sealed interface Membership {
    /// They are.
    Membership IN = new In();
    /// They are not.
    Membership OUT = new Out();

    /// They are.
    record In() implements Membership {}

    /// They are not.
    record Out() implements Membership {}

    /// They are, and do not count there: a guest, somebody whose account is switched off.
    ///
    /// @param reason why, as a clause: `guests of the workspace count in no group`
    record Barred(String reason) implements Membership {}

    /// Nobody could tell, which counts as not.
    ///
    /// @param reason why: `Slack did not answer within 2 seconds`
    record Unknown(String reason) implements Membership {}
  }
}
