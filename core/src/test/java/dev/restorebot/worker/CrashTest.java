package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.KillingJournal.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Stops a worker at each entry of its journal in turn, and lets another one go on.
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
  @TempDir
  Path root;

  private Bench pristine;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aStagedRun() throws Exception {
    pristine = Bench.in(root.resolve("pristine"));
    before = pristine.files();
    pristine.done(Staged.class, pristine.stage());
  }

  @ParameterizedTest
  @EnumSource
  void aReplaceStoppedAnywhereEndsAsOneThatWasNot(Moment moment) throws Exception {
    var whole = copyOf(pristine, "whole");
    var expected = whole.done(Replaced.class, whole.replace());

    var stops = everyStop(pristine, whole.replace(), moment, stopped -> {
      assertThat(stopped.run(stopped.replace())).isEqualTo(expected);
      assertThat(stopped.files()).isEqualTo(whole.files());
      assertThat(stopped.run(stopped.replace())).as("once more").isEqualTo(expected);
    });

    assertThat(stops).isEqualTo(whole.entries());
  }

  @ParameterizedTest
  @EnumSource
  void aReplaceStoppedAnywhereCanBeUndone(Moment moment) throws Exception {
    var stops = everyStop(pristine, pristine.replace(), moment, stopped -> {
      var undone = stopped.done(Undone.class, stopped.undo());

      assertThat(stopped.files()).isEqualTo(before);
      assertThat(undone.live()).hasSize(7);
      assertThat(stopped.run(stopped.undo())).as("once more").isEqualTo(undone);
      assertThat(stopped.run(stopped.replace())).as("replace after undo").isInstanceOf(Failed.class);
      assertThat(stopped.files()).isEqualTo(before);
    });

    assertThat(stops).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void anUndoStoppedAnywhereEndsAsOneThatWasNot(Moment moment) throws Exception {
    var replaced = copyOf(pristine, "replaced");
    replaced.done(Replaced.class, replaced.replace());
    var sidecar = Files.writeString(replaced.volume().resolve("account.sqlite-wal"), "made by the restored service");
    var whole = copyOf(replaced, "whole");
    var expected = whole.done(Undone.class, whole.undo());
    assertThat(expected.setAside()).extracting(VolumeFile::path).contains(sidecar.getFileName().toString());

    var stops = everyStop(replaced, whole.undo(), moment, stopped -> {
      assertThat(stopped.run(stopped.undo())).isEqualTo(expected);
      assertThat(stopped.files()).isEqualTo(before);
      assertThat(stopped.run(stopped.undo())).as("once more").isEqualTo(expected);
    });

    assertThat(stops).isEqualTo(whole.entries() - replaced.entries());
  }

  @ParameterizedTest
  @EnumSource
  void aPurgeStoppedAnywhereIsFinished(Moment moment) throws Exception {
    var replaced = copyOf(pristine, "replaced");
    replaced.done(Replaced.class, replaced.replace());
    var live = replaced.files();

    var stops = everyStop(replaced, replaced.purge(), moment, stopped -> {
      assertThat(stopped.done(Purged.class, stopped.purge()).freed().bytes()).isPositive();
      assertThat(stopped.home()).doesNotExist();
      assertThat(stopped.files()).isEqualTo(live);
    });

    assertThat(stops).isEqualTo(1);
  }

  private int everyStop(Bench start, Task task, Moment moment, Stops.Afterwards afterwards) throws Exception {
    return Stops.every(start, root.toRealPath(), task, moment, afterwards);
  }

  private Bench copyOf(Bench bench, String name) throws IOException {
    return bench.copyTo(root.toRealPath().resolve(name));
  }
}
