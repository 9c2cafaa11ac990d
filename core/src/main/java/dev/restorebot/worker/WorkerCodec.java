package dev.restorebot.worker;

import java.util.Optional;

/// The written form of tasks and reports: what goes into a worker's environment and comes out on its standard output, one
/// line each. Thread-safe.
public interface WorkerCodec {
  /// The written form of `task`.
  String write(Task task);

  /// Reads a task.
  ///
  /// @throws IllegalArgumentException if `text` is not one
  Task task(String text);

  /// The written form of `order`, without line breaks. It holds the key of the run, or the keys to the backups.
  String write(Order order);

  /// Reads an order.
  ///
  /// @throws IllegalArgumentException if `text` is not one; no key is in the message
  Order order(String text);

  /// The written form of `line`, without line breaks.
  String write(Line line);

  /// Reads a line of a worker's output.
  ///
  /// @throws IllegalArgumentException if `text` is not one
  Line line(String text);

  /// What a worker has written, if that is a line of its protocol.
  default Optional<Line> lineIn(String text) {
    try {
      return Optional.of(line(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// One line of a worker's output.
  sealed interface Line {
    /// How far it is.
    ///
    /// @param done how many bytes of `total`
    /// @param total 0 where there are things to count, and none of them has a size
    /// @param files how many files, or other things, of `allFiles`, which is 0 where only bytes are counted
    record Advanced(String what, long done, long total, long files, long allFiles) implements Line {
      /// Counted in bytes alone.
      public Advanced(String what, long done, long total) {
        this(what, done, total, 0, 0);
      }
    }

    /// It is on standby, and can be told what to do from now on.
    record Listening() implements Line {}

    /// It was told to do something, and begins with it.
    ///
    /// @param order the name of the [Order]
    record Heard(String order) implements Line {}

    /// It has done what it was told.
    ///
    /// @param order the name of the [Order]
    record Answered(String order, Report report) implements Line {}

    /// How it ended; the last line.
    record Ended(Report report) implements Line {}

    /// Stands in a termination message that has no room for how it ended: that is the last line of the output.
    record TooLong(String hint) implements Line {}
  }
}
