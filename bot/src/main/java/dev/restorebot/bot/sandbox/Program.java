package dev.restorebot.bot.sandbox;

import java.util.List;

/// What runs for a workload of the sandbox, over the service's files: a stand-in, or any program as a process. Thread-safe.
public interface Program {
  /// Starts the program and returns when it is ready. Does nothing if it runs.
  ///
  /// @throws BootException if it cannot work with the data it finds
  /// @throws IllegalStateException if its port cannot be had, or it cannot be started at all
  void start();

  /// Ends the program; no file is open then. Does nothing if it does not run.
  void stop();

  /// True while it runs.
  boolean running();

  /// The last lines of what it has written to its log.
  List<String> log();

  /// The program cannot work with the data it finds, as when a pod crashes over and over.
  final class BootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what it says in its log
    public BootException(String message) {
      super(message);
    }

    /// The same, with its cause.
    public BootException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
