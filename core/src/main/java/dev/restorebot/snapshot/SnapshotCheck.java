package dev.restorebot.snapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What a check of every database of a fetched snapshot found, by the name of the database.
public record SnapshotCheck(SortedMap<String, DatabaseCheck> databases) {
  public SnapshotCheck {
    databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
  }

  /// Checks private copies of databases on a local disk. Reads all of them.
  ///
  /// @param requiredTables the tables without which a database is not a backup, by its name
  public static SnapshotCheck of(Databases opener, Map<String, Path> copies,
      Function<String, Set<String>> requiredTables) {
    var found = new TreeMap<String, DatabaseCheck>();
    copies.forEach((name, file) -> found.put(name, opener.check(file, requiredTables.apply(name))));
    return new SnapshotCheck(found);
  }

  /// Why it cannot be trusted, a sentence for each database; empty if everything is sound.
  public List<String> defects() {
    var defects = new ArrayList<String>();
    databases.forEach((name, check) -> {
      if (check instanceof DatabaseCheck.Damaged(var reason)) {
        defects.add("database " + name + " " + reason);
      }
    });
    return List.copyOf(defects);
  }
}
