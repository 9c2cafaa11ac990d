package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Has a worker stage an invented mirror, so that the Java it runs on can write down what a worker needs and begin with that the
/// next time. Stateless.
public final class WorkerRehearsal {
  private static final int OBJECTS = 2_000;

  private WorkerRehearsal() {}

  /// Runs `command`, which starts a worker for the operation `stage`, with a task and a volume of its own that are gone afterwards.
  /// Blocks until it ends; what it prints goes where this process prints.
  ///
  /// @return its exit status
  /// @throws IOException if there is no such program, or no place for the files
  public static int run(List<String> command) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("rehearsal");
    try (var mirror = new InventedMirror(folder.resolve("bucket"), OBJECTS)) {
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment()
          .putAll(mirror.environment(mirror.listed(), made(folder, "volume"), made(folder, "scratch")));
      return builder.start().waitFor();
    } finally {
      StateFile.deleteTree(folder);
    }
  }

  private static Path made(Path folder, String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
