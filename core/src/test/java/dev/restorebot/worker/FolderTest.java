package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.files.Digest;
import dev.restorebot.files.FileTotals;
import dev.restorebot.files.Tree;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.KillingJournal.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A folder of which there is a mirror is exchanged as one, beside the databases; what the mirror does not have is kept.
@Execution(ExecutionMode.CONCURRENT)
class FolderTest {
  private static final List<String> KEPT = List.of("repositories/a/made", "repositories/a/notes.txt", "repositories/b",
      "repositories/readme");

  @TempDir
  Path root;

  private Bench pristine;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aBenchWithFolders() throws Exception {
    pristine = Bench.withFolders(root.resolve("pristine"));
    before = pristine.files();
  }

  @Test
  void isLookedAtWithEverythingInIt() {
    var inspected = pristine.done(Inspected.class, pristine.inspect());

    assertThat(inspected.folders()).extracting(VolumeFolder::path, VolumeFolder::files)
        .containsExactly(tuple("repositories", 6L));
  }

  @Test
  void isStagedWithoutLeftOversAndMended() throws Exception {
    var staged = pristine.done(Staged.class, pristine.stage());

    assertThat(staged.folders()).extracting(VolumeFolder::path, VolumeFolder::files)
        .containsExactly(tuple("repositories", 5L));
    assertThat(staged.mended().repairs())
        .containsExactly("repositories: left out 1 files that a writer had left behind.", "Wrote mended.");
    assertThat(pristine.files()).isEqualTo(before);
    assertThat(pristine.run(pristine.stage())).as("once more").isEqualTo(staged);
  }

  @Test
  void isToldInFilesAndThenInWhatItsKindCounts() throws Exception {
    var told = new ArrayList<String>();
    var ports = pristine.ports();
    var progress = new Progress() {
      @Override
      public void at(String what, ByteSize done, ByteSize total) {
        // the databases
      }

      @Override
      public void at(String what, FileTotals done, FileTotals total) {
        told.add(what + ": " + done.files() + " of " + total.files() + " files");
      }

      @Override
      public void counted(String what, long done, long total) {
        told.add(what + ": " + done + " of " + total);
      }
    };

    var report = new Worker(new WorkerPorts(ports.volume(), ports.scratch(), ports.databases(), ports.kinds(),
        ports.buckets(), ports.retries(), progress)).run(pristine.stage());

    assertThat(report).isInstanceOf(Staged.class);
    assertThat(told.getLast()).isEqualTo("mending: 1 of 1");
    assertThat(told.get(told.size() - 2)).isEqualTo("repositories: 4 of 4 files");
  }

  @Test
  void isReplacedAndWhatTheMirrorDoesNotHaveIsKept() throws Exception {
    var staged = pristine.done(Staged.class, pristine.stage());

    var replaced = pristine.done(Replaced.class, pristine.replace());

    assertThat(replaced.folders()).isEqualTo(staged.folders());
    assertThat(replaced.kept()).isEqualTo(KEPT);
    assertThat(text("repositories")).isEqualTo(new TreeMap<>(Map.of("a/site/HEAD", "old", "a/site/objects/1", "one",
        "a/gone/HEAD", "deleted since", "c/gone/HEAD", "deleted since", "mended", "mended", "a/made/HEAD", "made since",
        "b/only/HEAD", "only here", "a/notes.txt", "kept", "readme", "kept too")));
    assertThat(text(".restorebot/r-test/displaced/repositories"))
        .isEqualTo(new TreeMap<>(Map.of("a/site/HEAD", "new", "a/site/objects/2", "two")));
  }

  @Test
  void isPutBackWithWhatWasWrittenToWhatWasKept() throws Exception {
    pristine.done(Staged.class, pristine.stage());
    var replaced = pristine.done(Replaced.class, pristine.replace());
    Files.writeString(pristine.volume().resolve("repositories/a/made/HEAD"), "pushed to meanwhile");
    Files.writeString(pristine.volume().resolve("repositories/a/site/HEAD"), "pushed to the restored one");
    Files.delete(pristine.volume().resolve("repositories/readme"));

    var undone = pristine.done(Undone.class, pristine.undo());

    assertThat(undone.live()).containsAll(replaced.displaced());
    assertThat(text("repositories")).isEqualTo(new TreeMap<>(Map.of("a/site/HEAD", "new", "a/site/objects/2",
        "two", "a/made/HEAD", "pushed to meanwhile", "b/only/HEAD", "only here", "a/notes.txt", "kept")));
    assertThat(text(".restorebot/r-test/set-aside/repositories")).containsEntry("a/site/HEAD",
        "pushed to the restored one");
    assertThat(pristine.done(Purged.class, pristine.purge()).freed().bytes()).isPositive();
    assertThat(pristine.home()).doesNotExist();
  }

  @Test
  void isNotReplacedByWhatWasNotVerified() throws Exception {
    pristine.done(Staged.class, pristine.stage());
    Files.writeString(pristine.home().resolve("r-test/staged/repositories/a/site/HEAD"), "bad");

    var failed = pristine.done(Failed.class, pristine.replace());

    assertThat(failed.reason())
        .startsWith("what is staged for repositories is not what was verified: its 5 files have");
    assertThat(pristine.files()).isEqualTo(before);
  }

  @Test
  void isNotPutBackOverWhatWasTouched() throws Exception {
    pristine.done(Staged.class, pristine.stage());
    pristine.done(Replaced.class, pristine.replace());
    Files.writeString(pristine.home().resolve("r-test/displaced/repositories/a/site/HEAD"), "touched");

    var failed = pristine.done(Failed.class, pristine.undo());

    assertThat(failed.reason()).isEqualTo("repositories (displaced) is not what it was when it was displaced");
  }

  @Test
  void isInstalledWhereThereWasNone() throws Exception {
    Tree.delete(pristine.volume().resolve("repositories"));
    var without = pristine.files();
    pristine.done(Staged.class, pristine.stage());

    assertThat(pristine.done(Replaced.class, pristine.replace()).kept()).isEmpty();
    assertThat(text("repositories")).hasSize(5);
    pristine.done(Undone.class, pristine.undo());
    assertThat(pristine.files()).isEqualTo(without);
  }

  @Test
  void isNotStagedFromAMirrorThatHasChanged() throws Exception {
    var stage = pristine.stage();
    Files.writeString(pristine.bucket().resolve("mirror/a/site/HEAD"), "newer");

    var failed = pristine.done(Failed.class, stage);

    assertThat(failed.reason()).startsWith("the mirror repositories below mirror/ changed since the plan was made");
    assertThat(pristine.home().resolve("r-test/staged")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void comesToTheSameEndWhereverAReplaceIsStopped(Moment moment) throws Exception {
    pristine.done(Staged.class, pristine.stage());
    var whole = copyOf(pristine, "whole");
    var expected = whole.done(Replaced.class, whole.replace());

    var stops = Stops.every(pristine, root.toRealPath(), whole.replace(), moment, stopped -> {
      var half = copyOf(stopped, "half");
      half.done(Undone.class, half.undo());
      assertThat(half.files()).as("undone").isEqualTo(before);
      Tree.delete(half.root());

      assertThat(stopped.run(stopped.replace())).isEqualTo(expected);
      assertThat(stopped.files()).isEqualTo(whole.files());
    });

    assertThat(stops).isEqualTo(whole.entries() - pristine.entries());
  }

  @ParameterizedTest
  @EnumSource
  void comesToTheSameEndWhereverAnUndoIsStopped(Moment moment) throws Exception {
    pristine.done(Staged.class, pristine.stage());
    pristine.done(Replaced.class, pristine.replace());
    var whole = copyOf(pristine, "whole");
    var expected = whole.done(Undone.class, whole.undo());

    var stops = Stops.every(pristine, root.toRealPath(), whole.undo(), moment, stopped -> {
      assertThat(stopped.run(stopped.undo())).isEqualTo(expected);
      assertThat(stopped.files()).isEqualTo(before);
    });

    assertThat(stops).isEqualTo(whole.entries() - pristine.entries());
  }

  private SortedMap<String, String> text(String folder) throws IOException {
    var top = pristine.volume().resolve(folder);
    var text = new TreeMap<String, String>();
    try (var files = Files.walk(top)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        text.put(top.relativize(file).toString(), Files.readString(file));
      }
    }
    return text;
  }

  private Bench copyOf(Bench bench, String name) throws IOException {
    return bench.copyTo(root.toRealPath().resolve(name));
  }
}
