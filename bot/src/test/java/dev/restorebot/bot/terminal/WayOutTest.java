package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Meddler;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.files.Tree;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An undo that cannot be done, found out before anything is stopped, while it is stopped, and half way: the service is up in the end.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WayOutTest {
  private static final String[] RESTORE =
      {"alice: /restore pds latest-before 2026-02-25", "bob: [Approve]", "bob: [Replace data]"};

  @TempDir
  private Path folder;

  @Test
  void nothingIsStoppedForAnUndoThatCannotBeDone() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      play(world, UnaryOperator.identity(), RESTORE);
      Files.delete(run(world).resolve("displaced/account.sqlite"));

      var said =
          play(world, UnaryOperator.identity(), "alice: /restore undo " + run(world).getFileName(), "bob: [Undo]");

      assertThat(said).contains("nothing was stopped, since the undo cannot be done").doesNotContain("[Retry]");
      assertThat(said).contains("Done: pds is restored");
      assertServing(world);
    }
  }

  @Test
  void theServiceIsStartedAgainWhereNothingWasMoved() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      play(world, UnaryOperator.identity(), RESTORE);
      var run = run(world);

      var said = play(world,
          journal -> Meddler.before(Step.UNDO, () -> delete(run.resolve("displaced/account.sqlite")), journal),
          "alice: /restore undo " + run.getFileName(), "bob: [Undo]");

      assertThat(said).contains("Failed at undo").contains("pds is running again").doesNotContain("[Retry]");
      assertServing(world);
    }
  }

  @Test
  void peopleStartTheServiceAsItIsWhereNothingElseHelps() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      play(world, UnaryOperator.identity(), RESTORE);
      var run = run(world);

      var said = play(world, journal -> Meddler.before(Step.UNDO, () -> delete(run.resolve("sealed-journal")), journal),
          "alice: /restore undo " + run.getFileName(), "bob: [Undo]", "bob: [Retry]", "bob: [Start as it is]");

      assertThat(said).contains("account.sqlite is the snapshot's", "sequencer.sqlite is the snapshot's, fixed up",
          "Over: people had pds started as it is");
      assertServing(world);
      assertThat(play(world, UnaryOperator.identity(), "alice: /restore pds latest-before 2026-02-25 --dry-run"))
          .contains("Dry run: nothing was touched");
    }
  }

  private static void assertServing(Sandbox world) throws IOException {
    assertThat(Files.readString(world.configuration().resolveSibling("cluster.json"))).contains("\"replicas\":1");
  }

  private static String play(Sandbox world, UnaryOperator<Journal> journals, String... lines)
      throws InterruptedException {
    var out = new ByteArrayOutputStream();
    Script.of(List.of(lines)).unwrapped().play(world, Wiring.opening(world, Place.in(world), journals),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Path run(Sandbox world) throws IOException {
    try (var runs = Files.list(world.volume().resolve(".restorebot"))) {
      return runs.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static void delete(Path path) {
    try {
      Tree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
