package dev.restorebot.sqlite;

import dev.restorebot.snapshot.DatabaseCheck;
import dev.restorebot.snapshot.DatabaseCheck.Damaged;
import dev.restorebot.snapshot.DatabaseCheck.Sound;
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
    var complaints = texts(connection, "PRAGMA integrity_check(10)");
    if (!complaints.equals(List.of("ok"))) {
      return new Damaged("fails integrity_check: " + String.join("; ", complaints));
    }
    var orphans = orphans(connection);
    if (orphans > 0) {
      return new Damaged("fails foreign_key_check: " + orphans + " rows refer to rows that are not there");
    }
    var tables = texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        + " ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
    var missing = new TreeSet<>(requiredTables);
    missing.removeAll(Set.copyOf(tables));
    if (!missing.isEmpty()) {
      return new Damaged("has no table " + String.join(", ", missing));
    }
    return new Sound(pages, rows(connection, tables));
  }

  private static Map<String, Long> rows(Connection connection, List<String> tables) throws SQLException {
    var rows = new TreeMap<String, Long>();
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var result = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
        rows.put(table, result.getLong(1));
      }
    }
    return rows;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static long orphans(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA foreign_key_check")) {
      var count = 0L;
      while (result.next()) {
        count++;
      }
      return count;
    }
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
