package dev.restorebot.kind;

/// The result of one check of a running service.
///
/// @param name what was checked: `account bob.example`
/// @param detail what was seen
public record CheckResult(String name, Verdict verdict, String detail) {
  /// Whether it is as it should be.
  public enum Verdict {
    PASSED, FAILED
  }

  /// A check that passed.
  public static CheckResult passed(String name, String detail) {
    return new CheckResult(name, Verdict.PASSED, detail);
  }

  /// A check that failed.
  public static CheckResult failed(String name, String detail) {
    return new CheckResult(name, Verdict.FAILED, detail);
  }

  /// True if it is as it should be.
  public boolean ok() {
    return verdict == Verdict.PASSED;
  }
}
