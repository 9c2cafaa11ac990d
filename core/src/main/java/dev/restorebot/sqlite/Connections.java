package dev.restorebot.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/// Opens SQLite files by URI, whatever characters their names have. Creates none. What is in them may have been written by somebody
/// who means harm, so a statement is limited in what it may hold and in how long it may take, and what the schema computes may do
/// nothing but compute.
final class Connections {
  /// No database that is restored here has a value of this size; a computed one may have any.
  private static final int LONGEST_VALUE = 32 << 20;
  private static final int LONGEST_SQL = 1 << 20;
  private static final int DEEPEST_EXPRESSION = 200;
  private static final String PLAIN = "/-._~";

  private Connections() {}

  /// Reads the main file alone, as if nobody could ever write it: takes no lock and makes no file.
  static Connection immutable(Path file) throws SQLException {
    return open(file, "mode=ro&immutable=1", new SQLiteConfig());
  }

  /// Reads the main file and its `-wal`; may make a `-shm`.
  static Connection readOnly(Path file) throws SQLException {
    return open(file, "mode=ro", new SQLiteConfig());
  }

  /// Reads and writes a private copy, without waiting for the disk; the first statement of a transaction takes the write lock.
  static Connection writable(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setSynchronous(SynchronousMode.OFF);
    return open(file, "mode=rw", config);
  }

  private static Connection open(Path file, String parameters, SQLiteConfig config) throws SQLException {
    config.setPragma(Pragma.LIMIT_LENGTH, Integer.toString(LONGEST_VALUE));
    config.setPragma(Pragma.LIMIT_SQL_LENGTH, Integer.toString(LONGEST_SQL));
    config.setPragma(Pragma.LIMIT_EXPR_DEPTH, Integer.toString(DEEPEST_EXPRESSION));
    config.setPragma(Pragma.LIMIT_ATTACHED, "0");
    var connection =
        JDBC.createConnection("jdbc:sqlite:file:" + escaped(file) + "?" + parameters, config.toProperties());
    try {
      Patience.of(file).keep(connection);
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA trusted_schema = OFF");
        statement.execute("PRAGMA cell_size_check = ON");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String escaped(Path file) {
    var text = new StringBuilder();
    for (var b : file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)) {
      var plain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
      text.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return text.toString();
  }
}
