package dev.restorebot.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.Collation;
import org.sqlite.Function;

/// Writes databases as an application does that has a collation `own` and a function `mine` of its own.
record DatabaseWriter(Path file) {
  void write(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      addOwnParts(connection);
      for (var sql : statements) {
        try (var statement = connection.createStatement()) {
          statement.execute(sql);
        }
      }
    }
  }

  private static void addOwnParts(Connection connection) throws SQLException {
    Collation.create(connection, "own", new Collation() {
      @Override
      protected int xCompare(String one, String other) {
        return other.compareTo(one);
      }
    });
    Function.create(connection, "mine", new Function() {
      @Override
      protected void xFunc() throws SQLException {
        result(value_text(0) + "!");
      }
    }, 1, Function.FLAG_DETERMINISTIC);
  }
}
