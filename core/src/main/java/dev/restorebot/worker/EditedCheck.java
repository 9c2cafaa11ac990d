package dev.restorebot.worker;

import dev.restorebot.database.DatabaseCheck.Sound;
import dev.restorebot.database.Databases;
import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.kind.DataKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Checks databases that a fix-up has edited, against what they were: a row that broke a rule before is not the fix-up's doing.
record EditedCheck(Databases databases, DataKind kind) {
  /// Where a database is found as it was before it was edited.
  @FunctionalInterface
  interface Originals {
    /// A private copy of the one called `database`.
    Path of(String database) throws IOException;
  }

  /// @param edited the edited copies, by the name of the database
  /// @throws WorkerException if anything is wrong with them that was not before
  void require(Map<String, Path> edited, Originals originals) throws IOException {
    var check = SnapshotCheck.of(databases, edited, kind::requiredTables);
    var broken = new ArrayList<>(check.defects());
    for (var found : check.databases().entrySet()) {
      var flaws = found.getValue().sound().map(Sound::flaws);
      if (flaws.isPresent() && !flaws.get().isEmpty()) {
        broken.addAll(added(found.getKey(), flaws.get(), before(originals.of(found.getKey()))));
      }
    }
    if (!broken.isEmpty()) {
      throw broken(broken);
    }
  }

  /// How it is said that a fix-up did something that it was not to do.
  static WorkerException broken(List<String> what) {
    return new WorkerException("the fix-up broke what it changed: " + String.join("; ", what),
        "nothing was moved; report this as a defect of restorebot");
  }

  private SortedMap<String, Long> before(Path original) {
    // What is in its -wal counts, and is brought into this copy.
    databases.edit(original, _ -> true);
    return databases.check(original, Set.of()).sound().map(Sound::flaws).orElseGet(TreeMap::new);
  }

  private static List<String> added(String database, SortedMap<String, Long> after, SortedMap<String, Long> before) {
    return after.entrySet().stream().filter(flaw -> flaw.getValue() > before.getOrDefault(flaw.getKey(), 0L))
        .map(flaw -> "database " + database + ": " + flaw.getKey() + " (" + flaw.getValue() + " rows, and "
            + before.getOrDefault(flaw.getKey(), 0L) + " before)")
        .toList();
  }
}
