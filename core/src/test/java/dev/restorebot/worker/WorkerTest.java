package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.kind.Item;
import dev.restorebot.kind.Sign;
import dev.restorebot.pds.PdsFixture;
import dev.restorebot.volume.Report.Examined;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task.Examine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void aKilledPds() throws Exception {
    bench = Bench.in(root);
  }

  @Test
  void replacesWhatIsLiveWithWhatWasStaged() throws Exception {
    var before = bench.files();

    var staged = bench.done(Staged.class, bench.stage());
    var replaced = bench.done(Replaced.class, bench.replace());

    assertThat(staged.files()).extracting(VolumeFile::path)
        .containsExactly("account.sqlite", "sequencer.sqlite", "did_cache.sqlite");
    assertThat(replaced.displaced()).extracting(VolumeFile::path).containsExactly("account.sqlite",
        "account.sqlite-wal", "account.sqlite-shm", "sequencer.sqlite", "sequencer.sqlite-wal", "sequencer.sqlite-shm",
        "did_cache.sqlite");
    var after = bench.files();
    replaced.live().forEach(file -> assertThat(after).containsEntry(file.path(), file.digest()));
    before.keySet().removeIf(path -> !path.startsWith("actors/"));
    after.keySet().removeIf(path -> !path.startsWith("actors/"));
    assertThat(after).isEqualTo(before).hasSize(4);
  }

  @Test
  void putsBackEveryByteThatWasDisplaced() throws Exception {
    var before = bench.files();
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());

    var undone = bench.done(Undone.class, bench.undo());

    assertThat(bench.files()).isEqualTo(before);
    assertThat(undone.live()).hasSize(7);
    assertThat(undone.setAside()).hasSize(3);
  }

  @Test
  void seesWhatIsLive() throws Exception {
    var before = bench.files();

    var inspected = bench.done(Inspected.class, bench.inspect());

    assertThat(inspected.files()).hasSize(7);
    assertThat(inspected.contents().items()).extracting(Item::id, item -> String.join(" ", item.parts()))
        .containsExactly(tuple(PdsFixture.ALICE, "account active key repo"),
            tuple(PdsFixture.BOB, "key repo"));
    assertThat(inspected.contents().number("sequence.last")).contains(30L);
    assertThat(inspected.contents().unreadable()).isEmpty();
    assertThat(bench.files()).isEqualTo(before);
    assertThat(bench.home()).doesNotExist();
  }

  /// What SQLite makes beside a database has its mode, and comes and goes: people are told of the database.
  @Test
  void namesADatabaseThatMayNotBeWrittenAndNotWhatLiesBesideIt() throws Exception {
    for (var file : List.of("account.sqlite", "account.sqlite-wal", "account.sqlite-shm")) {
      Files.setPosixFilePermissions(bench.volume().resolve(file), PosixFilePermissions.fromString("r--r--r--"));
    }

    var examined = bench.done(Examined.class, new Examine("pds", bench.inspect().databases(), Set.of("account")));

    assertThat(examined.signs()).filteredOn(sign -> sign.code().equals(Sign.NOT_WRITABLE)).singleElement()
        .satisfies(sign -> assertThat(sign.subjects()).containsExactly("account.sqlite"));
  }

  @Test
  void leavesNothingOfItsOwnAfterAPurge() throws Exception {
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());
    var live = bench.files();

    var purged = bench.done(Purged.class, bench.purge());

    assertThat(purged.freed().bytes()).isPositive();
    assertThat(bench.home()).doesNotExist();
    assertThat(bench.files()).isEqualTo(live);
    assertThat(bench.run(bench.undo())).isInstanceOf(Undone.class);
  }

  @Test
  void refusesToReplaceWhatIsNotStaged() throws Exception {
    var report = bench.run(bench.replace());

    assertThat(report).isEqualTo(new Failed("account.sqlite is not staged", "stage it, then replace"));
  }

  @Test
  void leavesNoPrivateCopyBehind() throws Exception {
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());
    bench.done(Inspected.class, bench.inspect());

    try (var left = Files.list(bench.scratch())) {
      assertThat(left).isEmpty();
    }
  }
}
