package dev.restorebot.bot.terminal;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays each script of `src/test/resources/transcripts` in a world of its own and compares all that people see with the
/// transcript beside it. Where a file of the same name ends in `.approvals`, it stands in for that part of the
/// configuration, and what is in one that ends in `.drills` is when services are drilled. Ports, digests and free space are left out.
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class TranscriptsTest {
  /// What the names of scripts about the knot start with.
  private static final String KNOT = "knot-";
  private static final Path FOLDER = Path.of("src/test/resources/transcripts");

  static Stream<String> scripts() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".script"))
          .map(name -> name.substring(0, name.length() - ".script".length())).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void readsAsItDid(String name, @TempDir Path folder) throws Exception {
    new Golden(FOLDER.resolve(name + ".transcript")).says(played(name, folder));
  }

  private static void configure(Path configuration, Path approvals) throws IOException {
    if (Files.exists(approvals)) {
      var text = Files.readString(configuration);
      Files.writeString(configuration, text.substring(0, text.indexOf("approvals:")) + Files.readString(approvals));
    }
  }

  private static void schedule(Path configuration, Path drills) throws IOException {
    if (Files.exists(drills)) {
      var when = "    drills: " + Files.readString(drills).strip() + "\n    backups:\n";
      Files.writeString(configuration, Files.readString(configuration).replace("    backups:\n", when));
    }
  }

  private static Sandbox world(String name, List<String> script, Path folder) {
    if (script.getFirst().equals("sandbox: all is well")) {
      return WorldCopy.openWell(folder, name.startsWith(KNOT) ? SandboxService.KNOT : SandboxService.PDS, Worlds.job());
    }
    return name.startsWith(KNOT) ? Worlds.openKnot(folder) : Worlds.open(folder);
  }

  private static String played(String name, Path folder) throws IOException, InterruptedException {
    var script = Files.readAllLines(FOLDER.resolve(name + ".script"));
    var out = new ByteArrayOutputStream();
    try (var world = world(name, script, folder.resolve("world"))) {
      configure(world.configuration(), FOLDER.resolve(name + ".approvals"));
      schedule(world.configuration(), FOLDER.resolve(name + ".drills"));
      var status = Script.of(script).unwrapped().play(world,
          Wiring.opening(world, Place.in(world).with(Limits.PATIENT), UnaryOperator.identity()),
          new PrintStream(out, true, StandardCharsets.UTF_8));
      return Steady.text(out.toString(StandardCharsets.UTF_8)) + "exit status " + status + "\n";
    }
  }
}
