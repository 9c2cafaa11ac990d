package dev.restorebot.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;

/// How long a database that others have written may keep whoever opened it at work: as long as reading all of it several times takes
/// on a slow disk. A statement that takes longer was written to take for ever, and is broken off.
///
/// @param whole from when the database was opened
record Patience(Duration whole) {
  private static final Duration LEAST = Duration.ofMinutes(2);
  private static final long BYTES_A_SECOND = 2 << 20;
  /// Some milliseconds' worth of the virtual machine's steps.
  private static final int STEPS = 1_000_000;

  /// What is right for a database of the size that `file` has.
  static Patience of(Path file) {
    try {
      return new Patience(LEAST.plusSeconds(Files.size(file) / BYTES_A_SECOND));
    } catch (IOException _) {
      // Whoever opens it will see why.
      return new Patience(LEAST);
    }
  }

  /// Has statements on `connection` end when the time is over, or when their thread is interrupted.
  void keep(Connection connection) throws SQLException {
    var end = System.nanoTime() + whole.toNanos();
    ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
      @Override
      protected int progress() {
        return System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted() ? 1 : 0;
      }
    });
  }
}
