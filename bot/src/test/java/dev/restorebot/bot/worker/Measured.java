package dev.restorebot.bot.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How a process went: how long it took, how much processor, and how much memory at most.
///
/// @param kibibytes `VmHWM`, as last seen a few milliseconds before its end
record Measured(Duration wall, Duration processor, long kibibytes) {
  private static final long LOOK_MILLIS = 10;

  /// Runs `command` to its end.
  ///
  /// @throws IOException if it fails, with what it said
  static Measured run(List<String> command, Map<String, String> environment, Path said)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    // Debian's rclone cannot read what this variable names.
    builder.environment().remove("AWS_CA_BUNDLE");
    builder.environment().putAll(environment);
    var begun = System.nanoTime();
    var process = builder.start();
    var processor = Duration.ZERO;
    var most = 0L;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      processor = process.info().totalCpuDuration().orElse(processor);
      most = Math.max(most, peak(process.pid()));
    }
    var wall = Duration.ofNanos(System.nanoTime() - begun);
    if (process.exitValue() != 0) {
      throw new IOException(command.getFirst() + " failed: " + Files.readString(said, StandardCharsets.UTF_8));
    }
    return new Measured(wall, processor, most);
  }

  private static long peak(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines.filter(line -> line.startsWith("VmHWM:")).map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong).findFirst().orElse(0);
    } catch (IOException | RuntimeException _) {
      // It has ended.
      return 0;
    }
  }
}
