package dev.restorebot.run;

import java.time.Instant;
import java.util.List;

/// The append-only list of everything that happened in every run; it is the audit log too. Thread-safe; blocks.
public interface Journal {
  /// Appends `event` and returns once it is durable.
  ///
  /// @param after the number of the run's newest entry that the caller has seen, 0 if there is none
  /// @throws JournalException if it could not be stored, or if the run has a newer entry; nothing was appended
  Entry append(RunId run, long after, Instant at, RunEvent event);

  /// The entries with numbers above `number`, in order.
  ///
  /// @throws JournalException if they cannot be read
  List<Entry> after(long number);

  /// The digest that seals entry `number` and every entry before it, in hexadecimal digits. Whoever wrote it down can tell
  /// later that nothing of that was changed.
  ///
  /// @throws JournalException if there is no such entry, or it cannot be read
  String seal(long number);

  /// One entry: its number, counted over all runs from 1, the run, when, and what.
  record Entry(long number, RunId run, Instant at, RunEvent event) {}

  /// The journal could not be read or written: what was tried on what, and why it failed.
  final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
      super(message);
    }

    public JournalException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
