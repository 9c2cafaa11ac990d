package dev.restorebot.snapshot;

import java.sql.Connection;
import java.sql.SQLException;

/// SQLite's own quick look at the pages of a database; it reads the whole file, and does not compare indexes with their tables.
public final class QuickCheck {
  private QuickCheck() {}

  /// Looks at the database behind `connection`.
  ///
  /// @throws SQLException if the database cannot be read, or something is wrong with it; its message says what
  public static void require(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA quick_check(1)")) {
      var found = result.getString(1);
      if (!"ok".equals(found)) {
        throw new SQLException("it fails quick_check: " + found);
      }
    }
  }
}
