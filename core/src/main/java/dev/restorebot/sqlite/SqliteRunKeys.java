package dev.restorebot.sqlite;

import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunKeys;
import dev.restorebot.volume.RunKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// The keys of runs, in a table of their own beside the journal, in the same file. Thread-safe: one connection behind a lock.
public final class SqliteRunKeys implements RunKeys, AutoCloseable {
  static final String NAME = "the keys of runs";

  private final Notebook book;

  SqliteRunKeys(Notebook book) {
    this.book = book;
  }

  /// Opens the keys in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteRunKeys open(Path file) {
    return new SqliteRunKeys(Notebook.open(NAME, file));
  }

  @Override
  public RunKey drawn(RunId run) {
    return book.alone("write to", () -> {
      var known = read(run);
      if (known.isPresent()) {
        return known.get();
      }
      var key = RunKey.drawn();
      book.tell("INSERT INTO run_key (run, key) VALUES (?, ?)", run.value(), key.hex());
      return key;
    });
  }

  @Override
  public Optional<RunKey> of(RunId run) {
    return book.alone("read", () -> read(run));
  }

  private Optional<RunKey> read(RunId run) throws SQLException {
    try (var query = book.statement("SELECT key FROM run_key WHERE run = ?", run.value());
        var rows = query.executeQuery()) {
      return rows.next() ? Optional.of(RunKey.of(rows.getString("key"))) : Optional.empty();
    }
  }

  @Override
  public void close() {
    book.close();
  }
}
