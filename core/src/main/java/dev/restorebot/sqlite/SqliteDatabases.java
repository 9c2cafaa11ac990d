package dev.restorebot.sqlite;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.database.Databases;
import dev.restorebot.sqlite.Integrity.Depth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteJDBCLoader;

/// [Databases] through the SQLite driver. Stateless; thread-safe.
public final class SqliteDatabases implements Databases {
  /// Loads SQLite's library, which otherwise is unpacked and loaded when the first database is opened. Idempotent.
  ///
  /// @throws IOException if it cannot be
  public static void load() throws IOException {
    try {
      if (!SQLiteJDBCLoader.initialize()) {
        throw new IOException("SQLite's library could not be loaded");
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("SQLite's library could not be loaded: " + e.getMessage(), e);
    }
  }

  @Override
  public DatabaseCheck check(Path file, Set<String> requiredTables) {
    try {
      return new FileCheck(file, requiredTables).run();
    } catch (IOException | SQLException e) {
      return new DatabaseCheck.Damaged("cannot be read: " + e.getMessage());
    }
  }

  @Override
  public <T> T readSound(Path file, Query<T> query) {
    return read(file, connection -> {
      // Looked at through a connection of its own, which may get stand-ins for what is not here.
      try (var own = sidecars(file).isEmpty() ? Connections.immutable(file) : Connections.readOnly(file)) {
        var damage = Integrity.of(own, Depth.QUICK).damage();
        if (!damage.isEmpty()) {
          throw new SQLException("it fails quick_check: " + damage.getFirst());
        }
      }
      return query.on(connection);
    });
  }

  @Override
  public <T> T read(Path file, Query<T> query) {
    try (var connection = sidecars(file).isEmpty() ? Connections.immutable(file) : Connections.readOnly(file)) {
      return query.on(connection);
    } catch (SQLException e) {
      throw new DatabaseException("read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public <T> T edit(Path file, Query<T> change) {
    try {
      T result;
      try (var connection = Connections.writable(file)) {
        result = inOneTransaction(connection, open -> Triggers.without(open, change));
        checkpoint(connection);
      }
      var left = sidecars(file);
      if (!left.isEmpty()) {
        throw new SQLException("left " + left + " behind");
      }
      return result;
    } catch (SQLException e) {
      throw new DatabaseException("change " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static <T> T inOneTransaction(Connection connection, Query<T> change) throws SQLException {
    connection.setAutoCommit(false);
    try {
      var result = change.on(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static void checkpoint(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (result.next() && result.getInt(1) != 0) {
        throw new SQLException("its write-ahead log could not be emptied: the file is in use");
      }
    }
  }

  /// The endings of the files beside `file` that belong to it.
  static List<String> sidecars(Path file) {
    return SIDECARS.stream().filter(ending -> Files.exists(file.resolveSibling(file.getFileName() + ending))).toList();
  }
}
