package dev.restorebot.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Opens and checks SQLite files on a local disk. Never to be used on a file that another process may have open, nor on a
/// network file system: copy it first. Blocks; thread-safe.
public interface Databases {
  /// The endings of what SQLite may keep beside a database, and what belongs to it.
  List<String> SIDECARS = List.of("-wal", "-shm", "-journal");

  /// Reads the whole of `file` and says whether it can be trusted: header, size against page count, no left-over `-wal`,
  /// `-shm` or `-journal`, `integrity_check`, and the tables that must be there. Rows that break a rule of their own table
  /// (`foreign_key_check` and others) are told, and are no damage. Changes nothing, and leaves no file behind.
  DatabaseCheck check(Path file, Set<String> requiredTables);

  /// Answers a question about `file`. Changes nothing in it; a `-wal` beside it is taken into account.
  ///
  /// @throws DatabaseException if it cannot be opened or read
  <T> T read(Path file, Query<T> query);

  /// The same, provided that SQLite's `quick_check` of it finds no damage; that reads the whole file, and does not compare indexes with
  /// their tables.
  ///
  /// @throws DatabaseException also if it does; its message says what
  <T> T readSound(Path file, Query<T> query);

  /// Changes `file`, a private copy, in one transaction, brings everything into the main file and leaves no `-wal`, `-shm` or `-journal`.
  /// Returns before the disk has it.
  ///
  /// @throws DatabaseException if it cannot be changed; then nothing in it was
  <T> T edit(Path file, Query<T> change);

  /// `name` of a table or a trigger as it stands in a statement, whatever characters it has.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// Works on an open connection; whoever calls it opens and closes it.
  @FunctionalInterface
  interface Query<T> {
    /// Asks or changes something through `connection`.
    T on(Connection connection) throws SQLException;
  }

  /// A database file could not be opened, read or changed.
  final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
