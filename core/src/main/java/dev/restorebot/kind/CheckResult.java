package dev.restorebot.kind;

/// The result of one check of a running service.
///
/// @param name what was checked: `account bob.example`
/// @param detail what was seen
public record CheckResult(String name, Status status, String detail) {
  /// Whether it is as it should be.
  public enum Status {
    PASSED, FAILED,
    /// It could not be asked for, which says nothing; [#detail] says why.
    UNKNOWN
  }

  /// A check that passed.
  public static CheckResult passed(String name, String detail) {
    return new CheckResult(name, Status.PASSED, detail);
  }

  /// A check that failed.
  public static CheckResult failed(String name, String detail) {
    return new CheckResult(name, Status.FAILED, detail);
  }

  /// A check that could not be made.
  public static CheckResult unknown(String name, String detail) {
    return new CheckResult(name, Status.UNKNOWN, detail);
  }

  /// True if nothing speaks against its being as it should be.
  public boolean ok() {
    return status != Status.FAILED;
  }
}
