package dev.restorebot.approval;

import java.util.Locale;

/// What a person can choose at a gate; each is a button.
public enum Choice {
  /// Start the run.
  APPROVE("Approve", Weight.CONSENT),
  /// Do not start it.
  DENY("Deny", Weight.REFUSAL),
  /// Add what was derived.
  ADD("Add", Weight.CONSENT),
  /// Go on without it.
  WITHOUT("Leave out", Weight.REFUSAL),
  /// Stop the service and replace its data.
  REPLACE("Replace data", Weight.CONSENT),
  /// Leave everything as it is and discard what is staged.
  STOP("Stop here", Weight.REFUSAL),
  /// Try the failed step again.
  RETRY("Retry", Weight.HARMLESS),
  /// Put the displaced data back.
  UNDO("Undo", Weight.CONSENT),
  /// Finish in spite of the failed checks.
  ACCEPT("Accept", Weight.CONSENT),
  /// Start the service on whatever is live, and end the run.
  LEAVE("Start as it is", Weight.CONSENT),
  /// Delete the displaced data for good.
  PURGE("Purge", Weight.TYPED_CONSENT),
  /// Leave the displaced data where it is.
  KEEP("Keep", Weight.REFUSAL);

  /// How much a choice takes.
  public enum Weight {
    /// Needs approvers, as many as the policy says.
    CONSENT,
    /// Needs approvers, and the name of the service typed.
    TYPED_CONSENT,
    /// One requester or approver may do it.
    REFUSAL,
    /// One requester or approver may do it.
    HARMLESS
  }

  private final String label;
  private final Weight weight;

  Choice(String label, Weight weight) {
    this.label = label;
    this.weight = weight;
  }

  /// What it is called where it is kept outside of the journal, as in buttons.
  public String word() {
    return this == ADD ? "grant" : name().toLowerCase(Locale.ROOT);
  }

  /// What the button says, where a plan has no word of its own for it.
  public String label() {
    return label;
  }

  /// How much it takes.
  public Weight weight() {
    return weight;
  }

  /// True if it takes approvers.
  public boolean consents() {
    return weight == Weight.CONSENT || weight == Weight.TYPED_CONSENT;
  }
}
