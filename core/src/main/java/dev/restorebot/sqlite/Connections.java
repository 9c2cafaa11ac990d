package dev.restorebot.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/// Opens SQLite files by URI, whatever characters their names have. Creates none.
final class Connections {
  private static final String PLAIN = "/-._~";

  private Connections() {}

  /// Reads the main file alone, as if nobody could ever write it: takes no lock and makes no file.
  static Connection immutable(Path file) throws SQLException {
    return open(file, "mode=ro&immutable=1", new Properties());
  }

  /// Reads the main file and its `-wal`; may make a `-shm`.
  static Connection readOnly(Path file) throws SQLException {
    return open(file, "mode=ro", new Properties());
  }

  /// Reads and writes; the first statement of a transaction takes the write lock.
  static Connection writable(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return open(file, "mode=rw", config.toProperties());
  }

  private static Connection open(Path file, String parameters, Properties properties) throws SQLException {
    return JDBC.createConnection("jdbc:sqlite:file:" + escaped(file) + "?" + parameters, properties);
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
