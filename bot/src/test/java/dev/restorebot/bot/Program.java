package dev.restorebot.bot;

import dev.restorebot.bot.crash.Worlds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the program as a user does, in a process of its own, and keeps what it said.
record Program(int status, String out, String err) {
  /// Makes what lets it start quickly, once in this process, lest a test's time runs meanwhile.
  static void prepare() {
    Worlds.program();
  }

  static Program run(String input, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), input, arguments);
  }

  static Program run(Map<String, String> environment, String input, String... arguments)
      throws IOException, InterruptedException {
    var process = start(environment, arguments);
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Program(process.waitFor(), out, err);
  }

  /// Starts it and leaves it running.
  static Process start(Map<String, String> environment, String... arguments) throws IOException {
    var words = new ArrayList<>(Worlds.program());
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
