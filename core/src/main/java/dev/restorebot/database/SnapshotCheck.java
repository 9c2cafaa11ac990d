package dev.restorebot.database;

import dev.restorebot.text.Visible;

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
  /// So many of a kind are told of one database.
  private static final int SHOWN = 5;

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

  /// Rows that break a rule of their own database, which a service can live with: a line for each database that has some.
  public List<String> flaws() {
    return lines(check -> check.sound().map(DatabaseCheck.Sound::flaws).orElse(Collections.emptySortedMap()).entrySet()
        .stream().map(flaw -> Visible.key(flaw.getKey()) + times(flaw.getValue())).toList());
  }

  /// What could not be checked and why: a line for each database of which something could not.
  public List<String> unchecked() {
    return lines(check -> check instanceof DatabaseCheck.PartlyChecked(_, var unchecked)
        ? unchecked.stream().map(Visible::key).toList()
        : List.of());
  }

  private List<String> lines(Function<DatabaseCheck, List<String>> told) {
    var lines = new ArrayList<String>();
    databases.forEach((name, check) -> {
      var all = told.apply(check);
      if (!all.isEmpty()) {
        lines.add("database " + name + ": " + String.join(", ", all.stream().limit(SHOWN).toList())
            + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : ""));
      }
    });
    return List.copyOf(lines);
  }

  private static String times(long count) {
    return count == 1 ? " (1 row)" : " (" + count + " rows)";
  }
}
