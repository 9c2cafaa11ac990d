package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Signals to processes.
final class Signals {
  private Signals() {}

  /// Sends a signal and returns once it is sent; nothing happens if there is no such process.
  ///
  /// @param target the id of a process, or `-` and the id of a group of processes
  static void send(String signal, String target) {
    run("/bin/sh", "-c", "kill -s \"$0\" -- \"$1\"", signal, target);
  }

  /// Whether a process was stopped, as by `STOP`.
  static boolean hasStopped(String process) {
    return run("ps", "-o", "stat=", "-p", process).startsWith("T");
  }

  private static String run(String... words) {
    try {
      var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var output = process.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
