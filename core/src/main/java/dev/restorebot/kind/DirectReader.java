package dev.restorebot.kind;

import dev.restorebot.database.Databases;
import dev.restorebot.database.SnapshotCheck;
import java.nio.file.Path;
import java.util.Map;

/// Reads snapshots in the process that asks. For a process that can be spared: what is in a backup may end it. Thread-safe.
public record DirectReader(Databases databases) implements SnapshotReader {
  @Override
  public Reading.Told read(DataKind kind, Map<String, Path> copies) {
    var check = SnapshotCheck.of(databases, copies, kind::requiredTables);
    return new Reading.Told(check,
        check.defects().isEmpty() ? kind.contents(databases, copies) : Contents.EMPTY);
  }
}
