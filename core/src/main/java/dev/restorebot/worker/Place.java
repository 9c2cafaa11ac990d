package dev.restorebot.worker;

import java.util.Arrays;

/// Where a file can be on a volume: live, or in one of the folders of a run.
enum Place {
  LIVE("live"), STAGED("staged"),
  /// Staged and fixed up.
  PREPARED("prepared"), DISPLACED("displaced"),
  /// Had been restored, and was moved away by an undo.
  SET_ASIDE("set-aside");

  private final String word;

  Place(String word) {
    this.word = word;
  }

  /// The place called `word` in the journal.
  static Place called(String word) {
    return Arrays.stream(values()).filter(place -> place.word.equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a place: " + word));
  }

  /// Its name in the journal, and of its folder below the run's.
  String word() {
    return word;
  }
}
