package dev.restorebot.kind;

import java.util.List;

/// What a check found.
///
/// @param evidence what was seen, a sentence each, the most telling first; at least one
/// @param signs what speaks for one state or another
public record Observation(Condition condition, List<String> evidence, List<Sign> signs) {
  public Observation {
    evidence = List.copyOf(evidence);
    signs = List.copyOf(signs);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("an observation without evidence");
    }
  }

  /// It is as it should be.
  public static Observation fine(String... evidence) {
    return new Observation(Condition.FINE, List.of(evidence), List.of());
  }

  /// What `signs` say is wrong, and they are the evidence.
  public static Observation of(Condition condition, List<Sign> signs) {
    return new Observation(condition, signs.stream().map(Sign::text).toList(), signs);
  }

  /// What one sign says is wrong.
  public static Observation of(Condition condition, String code, String text) {
    return of(condition, List.of(new Sign(code, text)));
  }

  /// It could not be looked at, and why.
  public static Observation unknown(String why) {
    return new Observation(Condition.UNKNOWN, List.of(why), List.of());
  }
}
