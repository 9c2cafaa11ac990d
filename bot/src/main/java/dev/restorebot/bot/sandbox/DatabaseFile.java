package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// SQLite files of the sandbox: how one is made and opened.
final class DatabaseFile {
  private DatabaseFile() {}

  /// Fills a new database.
  @FunctionalInterface
  interface Filler {
    void fill(Connection database) throws SQLException;
  }

  /// Makes a database with the file header of one that is written ahead. The same rows make the same bytes.
  ///
  /// @param schema the program's own file with its tables, a statement on each line
  static void create(Path path, String schema, Filler filler) throws SQLException {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + path.toUri())) {
      try (var statement = database.createStatement()) {
        // A world that was not finished is made anew, so nothing has to be safe before it is.
        statement.execute("PRAGMA synchronous = OFF");
        statement.execute("PRAGMA journal_mode = MEMORY");
      }
      database.setAutoCommit(false);
      try (var statement = database.createStatement()) {
        for (var line : text(schema).lines().toList()) {
          statement.executeUpdate(line);
        }
      }
      filler.fill(database);
      database.commit();
      database.setAutoCommit(true);
      try (var statement = database.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
    }
  }

  /// Opens a database that is there; makes none. Whoever calls closes it soon: no file beside it stays then.
  static Connection open(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path.toUri() + "?mode=rw");
  }

  /// Adds one row.
  static void insert(Connection database, String table, @Nullable Object... values) throws SQLException {
    var places = "?, ".repeat(values.length - 1) + "?";
    try (var statement = database.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static String text(String schema) {
    try (var in = DatabaseFile.class.getResourceAsStream(schema)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + schema);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
