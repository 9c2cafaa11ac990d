package dev.restorebot.sqlite;

import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// Keeps the triggers of a database from running while it is changed: whoever wrote the backup wrote them, too.
final class Triggers {
  private Triggers() {}

  /// Makes `change` while there are no triggers, and puts them back, in the transaction that is open.
  static <T> T without(Connection connection, Query<T> change) throws SQLException {
    var triggers = all(connection);
    for (var name : triggers.keySet()) {
      run(connection, "DROP TRIGGER main." + Databases.quoted(name));
    }
    var result = change.on(connection);
    for (var sql : triggers.values()) {
      run(connection, sql);
    }
    if (!all(connection).equals(triggers)) {
      throw new SQLException("its triggers could not be put back as they were");
    }
    return result;
  }

  /// The SQL of each, by name.
  private static Map<String, String> all(Connection connection) throws SQLException {
    var triggers = new TreeMap<String, String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'")) {
      while (row.next()) {
        triggers.put(row.getString(1), row.getString(2));
      }
    }
    return triggers;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
