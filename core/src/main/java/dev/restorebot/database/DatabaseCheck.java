package dev.restorebot.database;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a check of one database file found.
public sealed interface DatabaseCheck {
  /// What is in it, unless it is damaged.
  default Optional<Sound> sound() {
    return switch (this) {
      case Sound found -> Optional.of(found);
      case PartlyChecked(var found, _) -> Optional.of(found);
      case Damaged _ -> Optional.empty();
    };
  }

  /// Everything that can be checked is right.
  ///
  /// @param pages how many pages it has, as its header says and its size confirms
  /// @param rows the number of rows of each of its tables
  /// @param flaws rows that break a rule of their own table, such as a reference to a row that is not there, by what is wrong with them:
  ///     how many times. A service lives with them
  record Sound(long pages, Map<String, Long> rows, SortedMap<String, Long> flaws) implements DatabaseCheck {
    public Sound {
      rows = Map.copyOf(rows);
      flaws = Collections.unmodifiableSortedMap(new TreeMap<>(flaws));
    }
  }

  /// What can be checked here is right. The rest needs something that only the service's own program has: a collation, a function, a
  /// tokenizer.
  ///
  /// @param unchecked what could not be checked, with the reason: `table note: no such collation sequence: de`
  record PartlyChecked(Sound found, List<String> unchecked) implements DatabaseCheck {
    public PartlyChecked {
      unchecked = List.copyOf(unchecked);
    }
  }

  /// Something is wrong.
  ///
  /// @param reason for people, without the name of the file: `is 0 bytes`, `is cut short: 5 of 12 pages are there`
  record Damaged(String reason) implements DatabaseCheck {}
}
