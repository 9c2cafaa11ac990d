package dev.restorebot.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/// Changes that are on the disk together or not at all.
final class Transaction {
  private Transaction() {}

  /// Does `work` with the write lock held from its beginning, and commits it; takes it back if it throws.
  static <T> T of(Connection connection, Work<T> work) throws SQLException {
    return begun(connection, "BEGIN IMMEDIATE", work);
  }

  /// Does `work`, which only reads, on what is stored at one moment. Others may write meanwhile.
  static <T> T reading(Connection connection, Work<T> work) throws SQLException {
    return begun(connection, "BEGIN DEFERRED", work);
  }

  private static <T> T begun(Connection connection, String begin, Work<T> work) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(begin);
      try {
        var result = work.run();
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        takeBack(connection, e);
        throw e;
      }
    }
  }

  /// SQLite itself takes a transaction back when the disk is full or fails; then there is none left, and that is no news.
  private static void takeBack(Connection connection, Exception why) {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /// What is done inside.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }
}
