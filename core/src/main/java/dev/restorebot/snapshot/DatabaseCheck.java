package dev.restorebot.snapshot;

import java.util.Map;

/// What a check of one database file found.
public sealed interface DatabaseCheck {
  /// Everything that can be checked is right.
  ///
  /// @param pages how many pages it has, as its header says and its size confirms
  /// @param rows the number of rows of each of its tables
  record Sound(long pages, Map<String, Long> rows) implements DatabaseCheck {
    public Sound {
      rows = Map.copyOf(rows);
    }
  }

  /// Something is wrong.
  ///
  /// @param reason for people, without the name of the file: `is 0 bytes`, `is cut short: 5 of 12 pages are there`
  record Damaged(String reason) implements DatabaseCheck {}
}
