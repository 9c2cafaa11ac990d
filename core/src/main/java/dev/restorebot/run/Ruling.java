package dev.restorebot.run;

/// What became of a person's choice at a gate.
///
/// @param words the answer that the person got
public record Ruling(Standing standing, String words) {
  /// Whether it counts.
  public enum Standing {
    COUNTED, VOID
  }

  /// A choice that counts.
  public static Ruling counted(String words) {
    return new Ruling(Standing.COUNTED, words);
  }

  /// A choice that counts for nothing, and why.
  public static Ruling countsForNothing(String words) {
    return new Ruling(Standing.VOID, words);
  }

  /// True if it counts.
  public boolean counts() {
    return standing == Standing.COUNTED;
  }
}
