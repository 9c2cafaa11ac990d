package dev.restorebot.worker;

import dev.restorebot.volume.OutputLine;

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
  String write(OutputLine line);

  /// Reads a line of a worker's output.
  ///
  /// @throws IllegalArgumentException if `text` is not one
  OutputLine line(String text);

  /// What a worker has written, if that is a line of its protocol.
  default Optional<OutputLine> lineIn(String text) {
    try {
      return Optional.of(line(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
