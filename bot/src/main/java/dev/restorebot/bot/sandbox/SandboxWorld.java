package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.SandboxPart.NewWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the world's files. One file tells that a world is being made, another, written last, that it is whole: what
/// was left half-made is made anew, and nothing else is ever deleted.
final class SandboxWorld {
  private static final String UNFINISHED = "sandbox-unfinished";
  private static final String PORTS = "ports.json";

  private SandboxWorld() {}

  /// Makes the world of `blueprint` in `folder` unless there is one, and returns its ports.
  static SandboxPorts prepare(Path folder, Blueprint blueprint) {
    var ports = StateFile.read(folder.resolve(PORTS));
    if (ports.isPresent()) {
      return SandboxPorts.read(ports.get());
    }
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(UNFINISHED))) {
        clear(folder);
      } else if (!isEmpty(folder)) {
        throw new IllegalStateException(folder + " holds something that is not a sandbox; name an empty folder");
      }
      return create(folder, blueprint);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a sandbox in " + folder, e);
    }
  }

  private static SandboxPorts create(Path folder, Blueprint blueprint) throws IOException {
    Files.createFile(folder.resolve(UNFINISHED));
    var scratch = folder.resolve("scratch");
    try (var store = new SandboxStore(folder.resolve("bucket"), 0)) {
      for (var service : blueprint.services()) {
        service.part().make(new NewWorld(service.volume(folder), store, scratch, blueprint));
      }
    }
    StateFile.deleteTree(scratch);
    var ports = SandboxPorts.free(blueprint.known());
    StateFile.write(folder.resolve("restorebot.yaml"), ports.fill(configuration(blueprint.services())));
    StateFile.write(folder.resolve(PORTS), ports.write());
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

  /// The configuration of a world with `services`, where its ports stand by name.
  static String configuration(Set<SandboxService> services) {
    return resource("restorebot.yaml").replace("@services@\n",
        services.stream().map(service -> service.part().configuration()).collect(Collectors.joining()));
  }

  /// A text that comes with the program.
  static String resource(String name) {
    try (var in = SandboxWorld.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the program's own " + name, e);
    }
  }
}
