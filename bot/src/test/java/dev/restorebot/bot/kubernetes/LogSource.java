package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.util.Optional;

/// A pod whose log is asked for. Thread-safe.
interface LogSource {
  PodLog log();

  /// Why there is no log yet, as `ContainerCreating`; empty if there is one.
  Optional<String> waitsBecause();

  /// Whether asking for the log ends in an internal error.
  boolean hidesItsLog();

  /// Told of each line that was sent. Blocks as long as the stream hangs.
  ///
  /// @throws IOException if the stream is cut here
  void sent(PodLog.Line line) throws IOException, InterruptedException;
}
