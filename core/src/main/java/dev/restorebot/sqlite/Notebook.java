package dev.restorebot.sqlite;

import dev.restorebot.run.Journal.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/// Tables beside the journal, in the same file, whose rows change. Thread-safe: one connection behind a lock.
final class Notebook implements AutoCloseable {
  private final String name;
  private final Path file;
  private final Connection connection;
  private final ReentrantLock turn;

  private Notebook(String name, Path file, Connection connection, ReentrantLock turn) {
    this.name = name;
    this.file = file;
    this.connection = connection;
    this.turn = turn;
  }

  /// Opens the tables that people call `name` in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  static Notebook open(String name, Path file) {
    return new Notebook(name, file, SqliteJournal.DATABASE.open(file), new ReentrantLock());
  }

  /// The tables that people call `other`, on the same connection: closing either closes both.
  Notebook beside(String other) {
    return new Notebook(other, file, connection, turn);
  }

  /// Does `work` in one transaction while nobody else does any.
  ///
  /// @param what it is, as in `write to`
  <T> T alone(String what, Transaction.Work<T> work) {
    turn.lock();
    try {
      return Transaction.of(connection, work);
    } catch (SQLException e) {
      throw new JournalException("could not " + what + " " + name + " in " + file + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /// To be closed by whoever asks for it, within [#alone].
  PreparedStatement statement(String sql, Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /// Changes rows, within [#alone].
  void tell(String sql, Object... values) throws SQLException {
    try (var statement = statement(sql, values)) {
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("could not close " + name + " in " + file + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }
}
