package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Bots that are processes, one after the other, in one folder, where all of them write into one log.
record BotProcesses(Path home) {
  private static final long PATIENCE_SECONDS = 120;

  private Path log() {
    return home.resolve("log");
  }

  /// Starts one.
  ///
  /// @param environment what it has in its environment beside what this process has
  Process start(List<String> words, Map<String, String> environment) throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(log().toFile());
    var builder = new ProcessBuilder(words).directory(home.toFile()).redirectErrorStream(true).redirectOutput(log);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// The exit status of `bot`, which must end in time.
  int end(Process bot) throws IOException, InterruptedException {
    try {
      assertThat(bot.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends in time; " + said()).isTrue();
      return bot.exitValue();
    } finally {
      bot.destroyForcibly();
    }
  }

  /// All that they have printed.
  String said() throws IOException {
    return Files.exists(log()) ? Files.readString(log()) : "";
  }
}
