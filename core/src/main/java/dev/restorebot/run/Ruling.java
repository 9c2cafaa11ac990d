package dev.restorebot.run;

/// What became of a person's choice at a gate.
///
/// @param words the answer that the person got
public record Ruling(Effect effect, String words) {
  /// Whether it counts.
  public enum Effect {
    COUNTED, VOID
  }

  /// A choice that counts.
  public static Ruling counted(String words) {
    return new Ruling(Effect.COUNTED, words);
  }

  /// A choice that counts for nothing, and why.
  public static Ruling countsForNothing(String words) {
    return new Ruling(Effect.VOID, words);
  }

  /// True if it counts.
  public boolean counts() {
    return effect == Effect.COUNTED;
  }
}
