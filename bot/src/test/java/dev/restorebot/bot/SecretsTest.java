package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.store.AccessKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Looks for the S3 keys wherever they must not be, while a restore runs and after it.
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads the arguments of processes in /proc")
class SecretsTest {
  private static final List<String> SCRIPT = List.of("alice: /restore pds latest-before 2026-02-25", "bob: [Approve]",
      "bob: [Replace data]", "sandbox: s3 wrong keys", "alice: /restore list pds", "sandbox: s3 right keys",
      "sandbox: s3 no bucket", "alice: /restore pds latest");

  @TempDir
  private Path folder;

  @Test
  void appearNowhereInOutputFilesOrArguments() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var keys = world.store().secret();
      var out = new ByteArrayOutputStream();
      var seen = new LinkedHashSet<String>();
      var playing = new AtomicBoolean(true);
      var watcher = Thread.ofPlatform().start(() -> watch(world, keys, seen, playing));

      Script.of(SCRIPT).unwrapped().play(world, Wiring.opening(world, Place.in(world), UnaryOperator.identity()),
          new PrintStream(out, true, StandardCharsets.UTF_8));
      playing.set(false);
      watcher.join();

      assertThat(out.toString(StandardCharsets.UTF_8)).contains("every check passed").satisfies(
          text -> assertThat(holds(text, keys)).isFalse());
      assertThat(places(folder, keys)).isEmpty();
      assertThat(seen).as("a worker that stages was watched, and the keys were seen nowhere")
          .containsExactly("watched");
    }
  }

  /// Notes where the keys appear among the arguments of all processes and in the files of Jobs.
  private void watch(Sandbox world, AccessKeys keys, Set<String> seen, AtomicBoolean playing) {
    while (playing.get()) {
      ProcessHandle.current().descendants().forEach(process -> {
        var arguments = read(Path.of("/proc/" + process.pid() + "/cmdline"));
        if (arguments.contains("worker\0standby")) {
          seen.add("watched");
        }
        if (holds(arguments, keys)) {
          seen.add("arguments of " + arguments);
        }
      });
      seen.addAll(places(world.configuration().resolveSibling("jobs"), keys));
    }
  }

  private static Set<String> places(Path root, AccessKeys keys) {
    var places = new LinkedHashSet<String>();
    try (var files = Files.walk(root)) {
      files.filter(Files::isRegularFile).filter(file -> holds(read(file), keys))
          .forEach(file -> places.add(file.toString()));
    } catch (IOException | UncheckedIOException _) {
      // A Job's folder was removed meanwhile; it is looked at again while the next one is there.
    }
    return places;
  }

  private static boolean holds(String text, AccessKeys keys) {
    return text.contains(keys.accessKey()) || text.contains(keys.secretKey());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
