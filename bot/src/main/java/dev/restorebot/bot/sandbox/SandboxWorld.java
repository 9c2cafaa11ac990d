package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Makes the world's files. One file tells that a world is being made, another, written last, that it is whole: what
/// was left half-made is made anew, and nothing else is ever deleted.
final class SandboxWorld {
  private static final String UNFINISHED = "sandbox-unfinished";
  private static final String PORTS = "ports.json";

  private SandboxWorld() {}

  /// Makes the world in `folder` unless it is there, and returns its ports.
  static SandboxPorts prepare(Path folder) {
    var ports = StateFile.read(folder.resolve(PORTS));
    if (ports.isPresent()) {
      return Json.read(ports.get(), SandboxPorts.class);
    }
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(UNFINISHED))) {
        clear(folder);
      } else if (!isEmpty(folder)) {
        throw new IllegalStateException(folder + " holds something that is not a sandbox; name an empty folder");
      }
      return create(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a sandbox in " + folder, e);
    }
  }

  private static SandboxPorts create(Path folder) throws IOException {
    Files.createFile(folder.resolve(UNFINISHED));
    var history = new PdsHistory();
    SandboxVolume.create(SandboxCluster.volume(folder), history);
    var scratch = folder.resolve("scratch");
    try (var store = new SandboxStore(folder.resolve("bucket"), 0)) {
      new SandboxBackups(store, history).create(scratch);
    }
    StateFile.deleteTree(scratch);
    var ports = SandboxPorts.free();
    StateFile.write(folder.resolve("restorebot.yaml"), ports.fill(template()));
    StateFile.write(folder.resolve(PORTS), Json.write(ports));
    Files.delete(folder.resolve(UNFINISHED));
    return ports;
  }

  /// Deletes what [#create] makes, the mark last.
  private static void clear(Path folder) {
    for (var name : new String[]{"volumes", "bucket", "scratch", "restorebot.yaml", UNFINISHED}) {
      StateFile.deleteTree(folder.resolve(name));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static String template() throws IOException {
    try (var in = SandboxWorld.class.getResourceAsStream("restorebot.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own restorebot.yaml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
