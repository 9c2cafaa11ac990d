package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.state.StateFolder;
import dev.restorebot.bot.terminal.Steady;
import dev.restorebot.golden.Golden;
import dev.restorebot.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people read when the bot is told to end in the middle of a run and another one goes on, as in a rolling update, and when the disk
/// with its journal is full. Each step has been done then, and nobody has written that down. Beside each transcript is the volume: it is what
/// it would have come to anyway.
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
@Timeout(300)
class UpdateTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts/updates");
  private static final int TERMINATED = 128 + 15;

  @TempDir
  private static Path folder;

  private Laboratory laboratory;
  private Reference restore;

  @BeforeAll
  void seeHowItGoesWhenNobodyIsUpdated() throws IOException, InterruptedException {
    laboratory = Laboratory.build(folder);
    restore = Reference.of(laboratory, Goal.RESTORE, laboratory.pristine());
  }

  static Stream<Step> steps() {
    return Stream.of(Step.STAGE, Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME, Step.ANNOUNCE, Step.VERIFY,
        Step.CLEAN_UP);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void anotherBotGoesOnAfter(Step step) throws IOException, InterruptedException {
    var world = laboratory.world(restore.begin());

    var first = said(world, TERMINATED, step.name(), "TERM");
    var second = said(world, CrashingBot.REACHED, "-");

    restore.assertReached(world);
    told(step.word(),
        first + "-- The bot is told to end (SIGTERM). What it just did is done and not written down. The next one:\n"
            + second);
    world.discard();
  }

  @Test
  void asksForRoomWhereTheDiskWithItsJournalIsFull() throws IOException, InterruptedException {
    var world = laboratory.world(restore.begin());
    var disk = Files.createDirectory(world.home().resolve("disk"));
    assumeThat(tool("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())).as("leave to mount a disk")
        .isZero();
    try {
      var journal = world.folder().resolve("restorebot.db");
      Files.deleteIfExists(journal);
      Files.createSymbolicLink(journal, disk.resolve("restorebot.db"));

      var told = said(world, CrashingBot.REACHED, Step.REPLACE.name(), disk.toString(), "room is made");

      restore.assertReached(world);
      told("no-room", told.replace(world.folder().toString(), "WORLD"));
    } finally {
      assertThat(tool("umount", disk.toString())).isZero();
      world.discard();
    }
  }

  @Test
  void saysThatAnotherBotIsAtWorkOnTheSameState() throws IOException, InterruptedException {
    var world = laboratory.world(restore.begin());
    var folder = world.home().resolve("state");
    var words = new ArrayList<>(world.java().command(Main.class));
    words.addAll(List.of("terminal", "--as", "alice", "--config", world.folder().resolve("restorebot.yaml").toString(),
        "--state", folder.toString()));
    var out = Files.createTempFile(world.home(), "said", "");
    try (var state = StateFolder.take(folder)) {
      assertThat(state.journal()).doesNotExist();
      var second = new ProcessBuilder(words).directory(world.home().toFile()).redirectErrorStream(true)
          .redirectOutput(out.toFile()).start();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();

      told("two-bots", "-- A bot is at work in STATE. restorebot terminal --as alice, in the same folder:\n"
          + Files.readString(out).replace(folder.toString(), "STATE") + "exit status " + second.exitValue() + "\n");
    }
    world.discard();
  }

  private static int tool(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor();
  }

  /// What people read of a bot, whose exit status is `status`.
  private static String said(World world, int status, String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(world.java().command(UpdatedBot.class));
    words.add(world.folder().toString());
    words.addAll(List.of(arguments));
    var out = Files.createTempFile(world.home(), "said", "");
    var errors = Files.createTempFile(world.home(), "errors", "");
    var bot = new ProcessBuilder(words).directory(world.home().toFile()).redirectOutput(out.toFile())
        .redirectError(errors.toFile()).start();
    try {
      assertThat(bot.waitFor(120, TimeUnit.SECONDS)).as("it ends in time; %s", Files.readString(out)).isTrue();
      assertThat(bot.exitValue()).as("%s%s", Files.readString(out), Files.readString(errors)).isEqualTo(status);
      return Files.readString(out);
    } finally {
      bot.destroyForcibly();
    }
  }

  private static void told(String name, String transcript) {
    new Golden(TRANSCRIPTS.resolve(name.toLowerCase(Locale.ROOT) + ".transcript")).says(Steady.text(transcript));
  }
}
