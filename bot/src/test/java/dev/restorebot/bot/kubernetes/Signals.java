package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals to processes.
final class Signals {
  private Signals() {}

  /// Sends a signal and returns once it is sent; nothing happens if there is no such process.
  ///
  /// @param target the id of a process, or `-` and the id of a group of processes
  static void send(String signal, String target) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"$1\"", signal, target)
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the signal is on its way
    }
  }
}
