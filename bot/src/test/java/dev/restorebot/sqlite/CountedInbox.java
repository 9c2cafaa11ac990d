package dev.restorebot.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/// The inbox, and who counts its transactions.
public final class CountedInbox {
  private CountedInbox() {}

  /// Opens the inbox in `file`.
  ///
  /// @param committing called before each commit, which is one flush to the disk
  public static SqliteInbox open(Path file, InstantSource time, Runnable committing) {
    var connection = SqliteInbox.DATABASE.open(file);
    try {
      connection.unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
        @Override
        public void onCommit() {
          committing.run();
        }

        @Override
        public void onRollback() {
          // Nothing is flushed.
        }
      });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return SqliteInbox.on(file, connection, time);
  }
}
