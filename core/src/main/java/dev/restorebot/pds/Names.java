package dev.restorebot.pds;

import java.util.List;

/// Names in a sentence: more than some nobody reads, and a chat takes no message of any length.
final class Names {
  /// So many are told.
  private static final int TOLD = 20;

  private Names() {}

  /// @param between what stands between two of them
  static String of(List<String> names, String between) {
    return of(names, between, TOLD);
  }

  /// @param most how many are told
  static String of(List<String> names, String between, int most) {
    return names.size() <= most
        ? String.join(between, names)
        : String.join(between, names.subList(0, most)) + between + "and " + (names.size() - most) + " more";
  }
}
