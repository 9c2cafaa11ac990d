package dev.restorebot.bot.console;

import static dev.restorebot.bot.console.ProgramHome.readUntil;
import static dev.restorebot.bot.console.ProgramHome.say;
import static dev.restorebot.bot.console.ProgramHome.type;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final int MANY = 20;
  /// What a terminal may have for itself. Twenty of them and the bot are to fit into 512 MiB.
  private static final long MOST_KIB = 14 * 1024;
  private static final Pattern PRIVATE = Pattern.compile("Private_(?:Clean|Dirty): +([0-9]+) kB");

  private Path folder;
  private RunningBot bot;
  private ProgramHome home;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, URISyntaxException {
    folder = temporary;
    bot = RunningBot.in(folder);
    home = ProgramHome.in(folder.resolve("home"));
  }

  @AfterAll
  void stop() throws IOException {
    bot.close();
  }

  private Process launch(String... arguments) throws IOException {
    return home.start(Map.of("RESTOREBOT_SOCKET", bot.socket().toString(), "RESTOREBOT_STATE",
        folder.resolve("state").toString(), "RESTOREBOT_CONFIG", folder.resolve("none.yaml").toString()), arguments)
        .start();
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
