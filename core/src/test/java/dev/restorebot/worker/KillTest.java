package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Kills real worker processes, with the signal that no process hears coming.
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  private static final int KILLED = 128 + 9;
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir
  Path root;

  private Bench staged;
  private Bench replaced;
  private Replaced expected;
  private SortedMap<String, Digest> before;
  private SortedMap<String, Digest> after;

  @BeforeEach
  void aStagedRun() throws Exception {
    staged = Bench.in(root.resolve("staged"));
    before = staged.files();
    staged.done(Staged.class, staged.stage());
    replaced = copyOf(staged, "replaced");
    expected = replaced.done(Replaced.class, replaced.replace());
    after = replaced.files();
  }

  @Test
  void aReplaceKilledAtAnyEntryIsFinishedOrUndone() throws Exception {
    var kills = 0;
    for (var n = 1; n <= replaced.entries(); n++) {
      var bench = copyOf(staged, "replace" + n);

      kills += Workers.process(bench, "replace", n).waitFor() == KILLED ? 1 : 0;

      var half = copyOf(bench, "undo-of-replace" + n);
      half.done(Undone.class, half.undo());
      assertThat(half.files()).as("undone after entry " + n).isEqualTo(before);
      assertThat(bench.run(bench.replace())).as("finished after entry " + n).isEqualTo(expected);
      assertThat(bench.files()).isEqualTo(after);
    }
    assertThat(kills).as("processes that were killed").isEqualTo(replaced.entries());
  }

  @Test
  void anUndoKilledAtAnyEntryIsFinished() throws Exception {
    var undone = copyOf(replaced, "undone");
    var report = undone.done(Undone.class, undone.undo());
    var entries = undone.entries() - replaced.entries();
    var kills = 0;
    for (var n = 1; n <= entries; n++) {
      var bench = copyOf(replaced, "undo" + n);

      kills += Workers.process(bench, "undo", n).waitFor() == KILLED ? 1 : 0;

      assertThat(bench.run(bench.undo())).as("finished after entry " + n).isEqualTo(report);
      assertThat(bench.files()).isEqualTo(before);
    }
    assertThat(kills).as("processes that were killed").isEqualTo(entries);
  }

  @Test
  void aReplaceKilledAtAnyTimeIsFinished() throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var kills = 0;
    for (var i = 0; i < 5; i++) {
      var bench = copyOf(staged, "random" + i);
      var process = Workers.process(bench, "replace", NEVER);
      try (var output = process.inputReader()) {
        assertThat(output.readLine()).isEqualTo("at work");
        process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        kills += process.waitFor() == KILLED ? 1 : 0;
      }

      assertThat(bench.run(bench.replace())).as("seed " + seed + ", kill " + i).isEqualTo(expected);
      assertThat(bench.files()).isEqualTo(after);
    }
    assertThat(kills).as("processes that were killed").isPositive();
  }

  private Bench copyOf(Bench bench, String name) throws IOException {
    return bench.copyTo(root.toRealPath().resolve(name));
  }
}
