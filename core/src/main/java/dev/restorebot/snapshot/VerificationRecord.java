package dev.restorebot.snapshot;

import dev.restorebot.database.SnapshotCheck;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered of a snapshot that was opened.
public sealed interface VerificationRecord {
  /// It could be restored.
  ///
  /// @param rows how many each of its tables has, by database and table, as in `account.actor`
  record Sound(SortedMap<String, Long> rows) implements VerificationRecord {
    public Sound {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /// What `check` found in a snapshot that is sound.
    public static Sound of(SnapshotCheck check) {
      var rows = new TreeMap<String, Long>();
      check.databases().forEach((database, found) -> {
        found.sound()
            .ifPresent(sound -> sound.rows().forEach((table, count) -> rows.put(database + "." + table, count)));
      });
      return new Sound(rows);
    }
  }

  /// It could not, and why.
  record Unsound(List<String> reasons) implements VerificationRecord {
    public Unsound {
      reasons = List.copyOf(reasons);
    }
  }
}
