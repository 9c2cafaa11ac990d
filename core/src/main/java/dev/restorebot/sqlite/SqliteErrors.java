package dev.restorebot.sqlite;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;

/// Reads what SQLite says when it fails.
final class SqliteErrors {
  /// What of an error's code says what kind of error it is.
  private static final int PRIMARY = 0xff;
  /// The driver puts a description of the code around SQLite's own words.
  private static final Pattern WRAPPED = Pattern.compile("\\[SQLITE_[A-Z_]+\\] [^(]*\\((.*)\\)", Pattern.DOTALL);

  private SqliteErrors() {}

  /// What kind of error it is.
  static SQLiteErrorCode kind(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY);
  }

  /// Whether SQLite could not make sense of a statement. Said of a statement that is right, it means that the database needs something
  /// that is not here: a collation, a function, a tokenizer, a module. Damage and a disk that fails are other kinds.
  static boolean isBeyondThisProgram(SQLException e) {
    return kind(e) == SQLiteErrorCode.SQLITE_ERROR;
  }

  /// SQLite's own words.
  static String text(SQLException e) {
    var message = String.valueOf(e.getMessage());
    var wrapped = WRAPPED.matcher(message);
    return wrapped.matches() ? wrapped.group(1) : message;
  }
}
