package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Adds what this version of the program writes to the corpus: with `-Dcorpus.write=v2`, in its folder `v2`. The journal of each
/// transcript, and what is left of a bot that was killed after each of its entries: of a PDS the whole world, of a knot, which
/// has many files, the journal, and the world where something is to be gone on with. To be run once for each format version.
/// Afterwards, `sha256sum` of each new file but the blobs goes into `FROZEN`.
@EnabledIfSystemProperty(named = "corpus.write", matches = ".+")
class CorpusWriter {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

  private static final List<String> GONE_ON_WITH =
      List.of("stepstarted-quiesce", "stepstarted-replace", "stepstarted-resume");

  private final Path corpus = Corpus.version(System.getProperty("corpus.write", ""));

  @TempDir
  private Path folder;

  @Test
  void journalsOfTranscripts() throws IOException, InterruptedException {
    for (var name : scripts()) {
      var world = folder.resolve(name);
      play(name, world);
      if (Files.exists(world.resolve("restorebot.db"))) {
        new FrozenWorld(corpus, "journals/" + name).freeze(world, path -> path.equals("restorebot.db"));
      }
    }
  }

  private static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".script"))
          .map(name -> name.replace(".script", "")).sorted().toList();
    }
  }

  private static void play(String name, Path folder) throws IOException, InterruptedException {
    var script = Files.readAllLines(TRANSCRIPTS.resolve(name + ".script"));
    var knot = name.startsWith("knot-");
    try (var world = script.getFirst().equals("sandbox: all is well")
        ? WorldCopy.openWell(folder, knot ? SandboxService.KNOT : SandboxService.PDS, Worlds.job())
        : knot ? Worlds.openKnot(folder) : Worlds.open(folder)) {
      configure(world, TRANSCRIPTS.resolve(name + ".approvals"), TRANSCRIPTS.resolve(name + ".drills"));
      var _ =
          Script.of(script).unwrapped().play(world, Wiring.opening(world, Place.in(world), UnaryOperator.identity()),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }
  }

  private static void configure(Sandbox world, Path approvals, Path drills) throws IOException {
    var configuration = world.configuration();
    if (Files.exists(approvals)) {
      var text = Files.readString(configuration);
      Files.writeString(configuration, text.substring(0, text.indexOf("approvals:")) + Files.readString(approvals));
    }
    if (Files.exists(drills)) {
      var when = "    drills: " + Files.readString(drills).strip() + "\n    backups:\n";
      Files.writeString(configuration, Files.readString(configuration).replace("    backups:\n", when));
    }
  }

  @Test
  void worldsOfAPds() throws IOException, InterruptedException {
    var laboratory = Laboratory.build(folder);
    var restored = kills(laboratory, Goal.RESTORE, laboratory.pristine());
    kills(laboratory, Goal.UNDO, restored);
    kills(laboratory, Goal.PURGE, restored);
  }

  @Test
  void worldsOfAKnot() throws IOException, InterruptedException {
    var laboratory = Laboratory.ofKnot(folder);
    var restored = kills(laboratory, Goal.KNOT, laboratory.pristine());
    kills(laboratory, Goal.RIGHTS, laboratory.pristine());
    var undone = laboratory.world(restored);
    undone.reach(Goal.UNDO);
    freeze(undone, "knot-undone-reached");
  }

  /// Kills a bot after each of its entries, and freezes what it left, and what one leaves that nobody kills.
  ///
  /// @return the world of the latter
  private Path kills(Laboratory laboratory, Goal goal, Path begin) throws IOException, InterruptedException {
    var end = laboratory.world(begin);
    var known = end.entries().size();
    end.reach(goal);
    var name = goal.name().toLowerCase(Locale.ROOT);
    freeze(end, name + "-reached");
    var appended = end.entries().subList(known, end.entries().size());
    for (var entry : appended) {
      if (!(entry.event() instanceof RunEvent.Posted)) {
        var world = laboratory.world(begin);
        assertThat(world.run(goal, new Blow(Moment.AFTER, Math.toIntExact(entry.number())))).as(world.said())
            .isEqualTo(Reference.KILLED);
        freeze(world, name + "-killed-" + String.format("%03d", entry.number()) + "-" + told(entry));
        world.discard();
      }
    }
    return end.folder();
  }

  private void freeze(World world, String name) throws IOException {
    var whole = (!name.startsWith("knot-") && !name.startsWith("rights-")) || name.endsWith("-reached")
        || GONE_ON_WITH.stream().anyMatch(name::endsWith);
    new FrozenWorld(corpus, (whole ? "worlds/" : "journals/") + name).freeze(world.folder(), path -> whole
        ? !path.endsWith("-shm") && !path.endsWith(".sock") && !path.startsWith("scratch/")
        : path.equals("restorebot.db") || path.equals("restorebot.db-wal"));
  }

  private static String told(Entry entry) {
    var event = entry.event();
    var name = event.getClass().getSimpleName();
    return (switch (event) {
      case RunEvent.StepStarted(var step, _) -> name + "-" + step;
      case RunEvent.StepDone(var step, _, _) -> name + "-" + step;
      case RunEvent.GateOpened opened -> name + "-" + opened.gate().word();
      default -> name;
    }).toLowerCase(Locale.ROOT);
  }
}
