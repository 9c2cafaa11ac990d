package dev.restorebot.kind;

import dev.restorebot.database.SnapshotCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Opens the databases of a snapshot and says what is in them. Whoever could write to the bucket has written them, so they may have been
/// made to harm whoever opens them. Blocks; thread-safe.
public interface SnapshotReader {
  /// Reads private copies of databases on a local disk, which nobody else has open.
  ///
  /// @param copies the file of each database, by its name
  /// @throws IOException if they could not be read for a reason that lies here, such as a full disk
  Reading read(DataKind kind, Map<String, Path> copies) throws IOException, InterruptedException;

  /// What came of it.
  sealed interface Reading {
    /// They were read.
    ///
    /// @param check what a check of each database found
    /// @param contents what the snapshot holds; nothing where a database is damaged
    record Told(SnapshotCheck check, Contents contents) implements Reading {}

    /// They cannot be read with what a backup may need.
    ///
    /// @param reason for people: `needed more memory than a backup may, 192 MiB`
    record Stopped(String reason) implements Reading {}
  }
}
