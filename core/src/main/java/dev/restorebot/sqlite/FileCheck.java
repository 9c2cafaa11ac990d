package dev.restorebot.sqlite;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.database.DatabaseCheck.Damaged;
import dev.restorebot.database.DatabaseCheck.PartlyChecked;
import dev.restorebot.database.DatabaseCheck.Sound;
import dev.restorebot.database.Databases;
import dev.restorebot.sqlite.Integrity.Depth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One look at one database file, from the outside in: SQLite alone would call an empty file sound.
final class FileCheck {
  private final Path file;
  private final Set<String> requiredTables;

  FileCheck(Path file, Set<String> requiredTables) {
    this.file = file;
    this.requiredTables = requiredTables;
  }

  DatabaseCheck run() throws IOException, SQLException {
    if (!Files.isRegularFile(file)) {
      return new Damaged("is not there");
    }
    var size = Files.size(file);
    if (size == 0) {
      return new Damaged("is 0 bytes");
    }
    var header = FileHeader.of(file);
    if (header.isEmpty()) {
      return new Damaged("is not a SQLite database");
    }
    var defect = header.get().defect(size);
    if (defect.isPresent()) {
      return new Damaged(defect.get());
    }
    var sidecars = SqliteDatabases.sidecars(file);
    if (!sidecars.isEmpty()) {
      return new Damaged("has a left-over " + String.join(" and ", sidecars) + " beside it");
    }
    try (var connection = Connections.immutable(file)) {
      return inside(connection, size / header.get().pageSize());
    }
  }

  private DatabaseCheck inside(Connection connection, long pages) throws SQLException {
    var found = Integrity.of(connection, Depth.FULL);
    if (!found.damage().isEmpty()) {
      return new Damaged("fails integrity_check: " + String.join("; ", found.damage()));
    }
    var tables = texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        + " ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
    var missing = new TreeSet<>(requiredTables);
    missing.removeAll(Set.copyOf(tables));
    if (!missing.isEmpty()) {
      return new Damaged("has no table " + String.join(", ", missing));
    }
    var sound = new Sound(pages, rows(connection, tables, found), found.flaws());
    return found.unchecked().isEmpty() ? sound : new PartlyChecked(sound, found.unchecked());
  }

  private static Map<String, Long> rows(Connection connection, List<String> tables, Complaints found)
      throws SQLException {
    var rows = new TreeMap<String, Long>();
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var result = statement.executeQuery("SELECT count(*) FROM " + Databases.quoted(table))) {
        rows.put(table, result.getLong(1));
      } catch (SQLException e) {
        if (!SqliteErrors.isBeyondThisProgram(e)) {
          throw e;
        }
        found.unchecked("the number of rows of table " + table + ": " + SqliteErrors.text(e));
      }
    }
    return rows;
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }
}
