package dev.restorebot.bot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the program as a user does, in a process of its own, and keeps what it said.
record Program(int status, String out, String err) {
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
    var words = new ArrayList<String>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
