package dev.restorebot.bot.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Main;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.commands.thread.Post;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Terminals as the image starts them, beside a bot that runs.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
@TestInstance(Lifecycle.PER_CLASS)
class TerminalProcessTest {
  private static final Path LAUNCHER = Path.of("../deploy/restorebot").toAbsolutePath().normalize();
  private static final Path DIRECTIVES = LAUNCHER.resolveSibling("java.directives");
  private static final int MANY = 20;
  /// What a terminal may have for itself. Twenty of them and the bot are to fit into 512 MiB.
  private static final long MOST_KIB = 14 * 1024;
  private static final Pattern PRIVATE = Pattern.compile("Private_(?:Clean|Dirty): +([0-9]+) kB");

  private Path folder;
  private RunningBot bot;
  private Path home;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, URISyntaxException {
    folder = temporary;
    bot = RunningBot.in(folder);
    home = installed(folder.resolve("home"));
  }

  @AfterAll
  void stop() throws IOException {
    bot.close();
  }

  /// A home as in the image: the program's own jars, and one that says where its libraries are.
  private static Path installed(Path home) throws IOException, URISyntaxException {
    var apps = Files.createDirectories(home.resolve("app"));
    Worlds.modules(apps, List.of(Person.class, Post.class, Main.class));
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
    try (var out = Files.newOutputStream(Files.createDirectories(home.resolve("lib")).resolve("libraries.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    Files.copy(DIRECTIVES, home.resolve(DIRECTIVES.getFileName()));
    return home;
  }

  private Process launch(String... arguments) throws IOException {
    var builder = new ProcessBuilder(Stream.concat(Stream.of("sh", LAUNCHER.toString()), Stream.of(arguments)).toList())
        .redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("RESTOREBOT_HOME", home.toString());
    environment.put("RESTOREBOT_SOCKET", bot.socket().toString());
    environment.put("RESTOREBOT_STATE", folder.resolve("state").toString());
    environment.put("RESTOREBOT_CONFIG", folder.resolve("none.yaml").toString());
    environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    return builder.start();
  }

  private record Ended(int status, String text) {}

  private static Ended say(Process terminal, String... lines) throws IOException, InterruptedException {
    try (var typed = terminal.outputWriter(StandardCharsets.UTF_8)) {
      type(typed, lines);
    }
    var text = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(terminal.waitFor(), text);
  }

  private static void type(Writer typed, String... lines) throws IOException {
    typed.write(String.join("\n", lines) + "\n");
    typed.flush();
  }

  @Test
  void talksToTheBotThatRuns() throws Exception {
    var alice = say(launch("terminal", "--as", "alice"), "/restore pds latest-before 2026-02-25");
    var bob = say(launch("terminal", "--as=bob"), "[Approve]", "[Replace data]");

    assertThat(alice.text()).contains("You are local:alice", "Restore of pds, asked by alice", "[Approve]  [Deny]");
    assertThat(alice.status()).as("it waits for bob").isEqualTo(3);
    assertThat(bob.text()).contains("Done: pds is restored");
    assertThat(bob.status()).isZero();
  }

  @Test
  void refusesANameThatIsNone() throws Exception {
    var ended = say(launch("terminal", "--as", "alice smith"), "/restore status");

    assertThat(ended.text()).contains("a person is named with their chat in front");
    assertThat(ended.status()).isEqualTo(2);
  }

  @Test
  void givesWayToTheWholeProgramWhereNobodyIsThere() throws Exception {
    bot.closeTheDoor();

    var ended = say(launch("terminal", "--as", "alice"), "/restore status");

    bot.openTheDoor();
    assertThat(ended.text()).as("the whole program wants its configuration").contains("none.yaml");
  }

  @Test
  void manyFitBesideTheBot() throws Exception {
    var terminals = new ArrayList<Process>();
    try {
      for (var i = 0; i < MANY; i++) {
        terminals.add(launch("terminal", "--as", i % 2 == 0 ? "alice" : "bob"));
      }
      for (var terminal : terminals) {
        type(terminal.outputWriter(StandardCharsets.UTF_8), "/restore list pds");
        assertThat(readUntil("account", terminal)).contains("account");
      }

      assertThat(terminals).allSatisfy(terminal -> assertThat(memory(terminal)).as("KiB of one terminal")
          .isPositive().isLessThan(MOST_KIB));
      for (var terminal : terminals) {
        assertThat(say(terminal, "quit").status()).isZero();
      }
    } finally {
      terminals.forEach(terminal -> terminal.descendants().forEach(ProcessHandle::destroyForcibly));
    }
  }

  private static String readUntil(String word, Process terminal) throws IOException {
    var in = new BufferedReader(new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8));
    var seen = new StringBuilder();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(word)) {
        break;
      }
    }
    return seen.toString();
  }

  /// The memory that nobody shares with this terminal, in KiB.
  private static long memory(Process terminal) throws IOException {
    var whole = 0L;
    var processes = new ArrayList<>(List.of(terminal.toHandle()));
    terminal.descendants().forEach(processes::add);
    for (var process : processes) {
      var figures = Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup"));
      whole += PRIVATE.matcher(figures).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }
    return whole;
  }
}
