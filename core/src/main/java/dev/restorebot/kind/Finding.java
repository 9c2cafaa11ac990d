package dev.restorebot.kind;

/// Something a person must know before approving.
///
/// @param code its name, for `--accept CODE` where it stands in the way
/// @param text one or more sentences for people
public record Finding(Severity severity, String code, String text) {
  /// How much it matters.
  public enum Severity {
    /// Good to know.
    NOTE,
    /// Something will be lost or must be done by hand.
    WARNING,
    /// The restore is refused unless the finding is accepted by its code.
    REFUSAL
  }
}
