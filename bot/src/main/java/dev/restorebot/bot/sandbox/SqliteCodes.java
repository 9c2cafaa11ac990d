package dev.restorebot.bot.sandbox;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// SQLite's names for what went wrong, as programs in other languages log them: `SQLITE_CORRUPT`.
final class SqliteCodes {
  private static final int PRIMARY = 0xff;

  private SqliteCodes() {}

  /// The name of the primary code of `failure`.
  static String of(SQLException failure) {
    return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY).name();
  }
}
