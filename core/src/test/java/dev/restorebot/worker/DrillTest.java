package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Item;
import dev.restorebot.pds.PdsFixture;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Drilled;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task.Drill;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A drill does in an empty folder what a restore does on a volume, and never touches a volume.
class DrillTest {
  @TempDir
  Path root;

  @TempDir
  Path empty;

  @Test
  void restoresIntoAnEmptyFolderWhatARestoreWouldInstall() throws Exception {
    var bench = Bench.in(root);

    var drilled = (Drilled) drill(bench, room(64));

    var staged = bench.done(Staged.class, bench.stage());
    var replaced = bench.done(Replaced.class, bench.replace());
    assertThat(drilled.staged()).isEqualTo(staged);
    assertThat(drilled.replaced().live()).extracting(VolumeFile::path)
        .isEqualTo(replaced.live().stream().map(VolumeFile::path).toList());
    assertThat(drilled.replaced().displaced()).isEmpty();
    assertThat(drilled.replaced().fixUp().numbers()).containsEntry("sequence.relay", 41L);
    assertThat(drilled.contents().items()).extracting(Item::id).containsExactly(PdsFixture.ALICE, PdsFixture.BOB);
    assertThat(empty.resolve("account.sqlite")).exists();
  }

  @Test
  void restoresFoldersToo() throws Exception {
    var bench = Bench.withFolders(root);

    var drilled = (Drilled) drill(bench, room(64));

    assertThat(drilled.replaced().folders()).isEqualTo(drilled.staged().folders()).hasSize(1);
    assertThat(empty.resolve("repositories/a/site/HEAD")).hasContent("old");
  }

  @Test
  void neverBeginsWhereAnythingLies() throws Exception {
    var bench = Bench.in(root);
    var before = bench.files();

    var report = bench.run(task(bench, room(64)));

    assertThat(report).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).startsWith("a drill needs an empty folder, and "));
    assertThat(bench.files()).isEqualTo(before);
    assertThat(bench.home()).doesNotExist();
  }

  @Test
  void failsWhereARestoreWould() throws Exception {
    var bench = Bench.in(root);
    try (var file = new RandomAccessFile(bench.bucket().resolve("sequencer.sqlite").toFile(), "rw")) {
      file.setLength(4096);
    }

    assertThat(drill(bench, room(64))).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
        .startsWith("the snapshot cannot be restored: database sequencer is cut short: 1 of "));
  }

  @Test
  void takesNoMoreRoomThanItWasGiven() throws Exception {
    assertThat(drill(Bench.in(root), new ByteSize(100_000))).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).startsWith("not enough space on the volume: "));
  }

  @Test
  void saysWhereRoomIsNeeded() throws Exception {
    assertThat(drill(Bench.in(root), new ByteSize(1L << 60))).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).startsWith("there is not enough scratch space for a drill: "));
  }

  @Test
  void leavesNothingOnTheDisk() throws Exception {
    var bench = Bench.in(root);

    drill(bench, room(64));

    assertThat(bench.scratch()).isEmptyDirectory();
  }

  private static ByteSize room(int mebibytes) {
    return new ByteSize((long) mebibytes << 20);
  }

  private Report drill(Bench bench, ByteSize room) throws Exception {
    var ports = bench.ports();
    return new Worker(new WorkerPorts(empty, ports.scratch(), ports.databases(), ports.kinds(), ports.buckets(),
        ports.retries(), ports.progress())).run(task(bench, room));
  }

  private static Drill task(Bench bench, ByteSize room) throws Exception {
    var stage = bench.stage();
    return new Drill(stage.folder(), stage.kind(), stage.store(), stage.bucket(), stage.sources(), stage.mirrors(),
        bench.replace().fixUp(), room);
  }
}
