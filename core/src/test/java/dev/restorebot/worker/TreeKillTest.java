package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Kills real workers on a mirror of 20,000 files, with the signal that no process hears coming.
@Execution(ExecutionMode.CONCURRENT)
class TreeKillTest {
  private static final int FILES = 20_000;
  private static final int KILLED = 128 + 9;
  /// How many objects may be under way when a worker is killed, and so be fetched twice.
  private static final int UNDER_WAY = 64;

  @TempDir
  Path root;

  private Bench bench;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aMirrorOfManyFiles() throws Exception {
    bench = Bench.withFolders(root.resolve("bench"));
    for (var repository = 0; repository < FILES / 200; repository++) {
      var objects = Files.createDirectories(bench.bucket().resolve("mirror/d/repo" + repository + "/objects"));
      for (var file = 0; file < 200; file++) {
        Files.writeString(objects.resolve("o" + file), "object " + file + " of repository " + repository);
      }
      Files.writeString(objects.resolveSibling("HEAD"), "ref: refs/heads/main");
    }
    before = bench.files();
  }

  @Test
  void fetchesOnlyWhatIsMissing() throws Exception {
    var killedAt = new int[]{700, 6_000, 9_000};
    for (var reads : killedAt) {
      assertThat(Workers.process(bench, "stage", reads).waitFor()).as("killed after " + reads + " reads")
          .isEqualTo(KILLED);
    }
    var staged = bench.done(Staged.class, bench.stage());

    var reads = Files.readAllLines(bench.reads());
    assertThat(new HashSet<>(reads)).as("objects that were read").hasSizeGreaterThan(FILES);
    assertThat(reads).as("what was read again")
        .hasSizeLessThan(new HashSet<>(reads).size() + killedAt.length * UNDER_WAY + 1);
    assertThat(staged.folders().getFirst().files()).isGreaterThan(FILES);

    Files.delete(bench.reads());
    assertThat(bench.run(bench.stage())).isEqualTo(staged);
    assertThat(bench.reads()).as("a second stage reads nothing").doesNotExist();
  }

  @Test
  @Tag("soak")
  void comesToTheSameEndHoweverOftenItsWorkersAreKilled() throws Exception {
    var staged = bench.done(Staged.class, bench.stage());

    replaceKilledAgainAndAgain(staged);
    undoKilledAgainAndAgain();
  }

  /// The worker that is started k-th is killed at its k-th entry, so each comes a little further.
  private void replaceKilledAgainAndAgain(Staged staged) throws Exception {
    var kills = 0;
    while (Workers.process(bench, "replace", kills + 1).waitFor() == KILLED) {
      kills++;
    }
    var replaced = bench.done(Replaced.class, bench.replace());

    assertThat(kills).as("workers that were killed").isGreaterThan(5);
    assertThat(replaced.folders()).isEqualTo(staged.folders());
    assertThat(bench.files()).hasSizeGreaterThan(FILES).containsKeys("repositories/a/made/HEAD", "repositories/readme",
        "repositories/d/repo99/objects/o199");
  }

  private void undoKilledAgainAndAgain() throws Exception {
    var kills = 0;
    while (Workers.process(bench, "undo", kills + 1).waitFor() == KILLED) {
      kills++;
    }
    bench.done(Undone.class, bench.undo());

    assertThat(kills).as("workers that were killed").isGreaterThan(5);
    assertThat(bench.files()).isEqualTo(before);
  }
}
