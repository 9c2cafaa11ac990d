package dev.restorebot.sqlite;

import dev.restorebot.run.Journal.JournalException;
import java.nio.file.Path;

/// What the bot keeps beside the journal, in tables of their own in the same file. All of it is on one connection, which takes one look
/// at the file when the bot starts. Thread-safe.
public final class SqliteBooks implements AutoCloseable {
  private final SqliteWatchBook watch;
  private final SqliteSnapshotBook snapshots;
  private final SqliteRunKeys keys;
  private final SqliteAskBook asks;

  private SqliteBooks(Notebook shared) {
    this.watch = new SqliteWatchBook(shared.beside(SqliteWatchBook.NAME));
    this.snapshots = new SqliteSnapshotBook(shared.beside(SqliteSnapshotBook.NAME));
    this.keys = new SqliteRunKeys(shared.beside(SqliteRunKeys.NAME));
    this.asks = new SqliteAskBook(shared.beside(SqliteAskBook.NAME));
  }

  /// Opens all of it in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteBooks open(Path file) {
    return new SqliteBooks(Notebook.open("what is kept beside the journal", file));
  }

  /// What the watch over backups knows.
  public SqliteWatchBook watch() {
    return watch;
  }

  /// What snapshots turned out to be.
  public SqliteSnapshotBook snapshots() {
    return snapshots;
  }

  /// The keys of runs.
  public SqliteRunKeys keys() {
    return keys;
  }

  /// Who asked what.
  public SqliteAskBook asks() {
    return asks;
  }

  /// Closes all of it.
  @Override
  public void close() {
    watch.close();
  }
}
