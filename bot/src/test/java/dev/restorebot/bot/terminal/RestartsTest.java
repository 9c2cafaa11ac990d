package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people decided, or did not decide, before the bot was restarted.
class RestartsTest {
  private static final String ASK = "alice: /restore pds latest-before 2026-02-25";

  @TempDir
  private Path folder;
  private Sandbox world;

  @BeforeEach
  void open() {
    world = Worlds.open(folder.resolve("world"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void leavesARunPausedUntilItIsAskedAgain() throws InterruptedException {
    says(ASK, "sandbox: clock +31m");

    assertThat(says("alice: /restore status"))
        .contains("I was restarted. r-b945d8 is paused: nobody decided at the gate"
            + " start.", "by alice  paused: nobody decided at the gate start");
    assertThat(says("bob: [Ask again]", "bob: [Approve]", "bob: [Replace data]")).contains("is restored from",
        "every check passed");
  }

  @Test
  void remindsNobodyTwice() throws InterruptedException {
    assertThat(says(ASK, "sandbox: clock +20m")).containsOnlyOnce("Still to be decided");

    assertThat(says("sandbox: clock +1m", "sandbox: clock +7m")).containsOnlyOnce("Still to be decided");
  }

  @Test
  void passesAGateWhenItsTimeIsOverForWhoBrokeGlass() throws IOException, InterruptedException {
    var configuration = world.configuration();
    Files.writeString(configuration, Files.readString(configuration) + "  breakGlass: { after: 10m }\n");
    says(ASK, "bob: [Break glass] nobody else is here now");

    assertThat(says("alice: /restore status")).contains("at the gate start, which bob passes alone at 14:10 UTC");
    assertThat(says("sandbox: clock +10m"))
        .contains("GLASS BROKEN: the gate start is passed by bob alone, because: nobody"
            + " else is here now", "Staged.");
  }

  /// What is said when a bot starts anew and people then do this.
  private String says(String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    var _ = Script.of(List.of(lines)).unwrapped().play(world,
        Wiring.opening(world, Place.in(world), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
