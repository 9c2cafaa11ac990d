package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.Source;
import dev.restorebot.worker.Task.Inspect;
import dev.restorebot.worker.Task.Purge;
import dev.restorebot.worker.Task.Replace;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a worker refuses to do, and that it then leaves the volume as it was.
class WorkerRefusalsTest {
  @TempDir
  Path root;

  private Bench bench;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aKilledPds() throws Exception {
    bench = Bench.in(root);
    before = bench.files();
  }

  @Test
  void stagesNothingWithoutRoomForIt() throws Exception {
    refuses(bench.stage(OptionalLong.of(100_000)), "not enough space on the volume: 1.1 MiB are needed, and ");

    assertThat(bench.ownFiles()).isEmpty();
  }

  @Test
  void stagesNothingThatIsCutShort() throws Exception {
    try (var file = new RandomAccessFile(bench.bucket().resolve("sequencer.sqlite").toFile(), "rw")) {
      file.setLength(4096);
    }

    refuses(bench.stage(), "the snapshot cannot be restored: database sequencer is cut short: 1 of ");

    assertThat(bench.ownFiles()).isEmpty();
  }

  @Test
  void stagesNothingElseThanWhatWasChecked() throws Exception {
    var task = bench.stage();
    var others = task.sources().stream().map(source -> new Source(source.database(), source.file(),
        source.object(), Digest.of(Digest.sha256Engine()))).toList();

    refuses(new Task.Stage(task.folder(), task.kind(), task.store(), task.bucket(), others, List.of(), task.capacity()),
        "account.sqlite is not what was checked before: its SHA-256 is ");

    assertThat(bench.ownFiles()).isEmpty();
  }

  @Test
  void stagesNothingFromAStoreThatRefuses() throws Exception {
    var ports = bench.ports();
    var refusing = new WorkerPorts(ports.volume(), ports.scratch(), ports.databases(), ports.kinds(), (_, _) -> {
      throw new BackupStoreException(Kind.REFUSED, "read s3://backups/a: access denied. Next: ask");
    }, ports.retries(), ports.progress());

    assertThat(new Worker(refusing).run(bench.stage())).isEqualTo(
        new Failed("read s3://backups/a: access denied. Next: ask", "correct that, then ask again"));
    assertThat(bench.ownFiles()).isEmpty();
  }

  @Test
  void keepsWhatIsAlreadyStaged() throws Exception {
    bench.done(Staged.class, bench.stage());
    var task = bench.stage();
    try (var all = Files.list(bench.bucket())) {
      for (var file : all.toList()) {
        Files.delete(file);
      }
    }

    assertThat(bench.run(task)).isInstanceOf(Staged.class);
  }

  @Test
  void givesStagedFilesTheModesOfWhatTheyReplace() throws Exception {
    Files.setPosixFilePermissions(bench.volume().resolve("account.sqlite"),
        PosixFilePermissions.fromString("rw-rw----"));
    Files.delete(bench.volume().resolve("did_cache.sqlite"));

    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());

    assertThat(mode("account.sqlite")).isEqualTo("rw-rw----");
    assertThat(mode("did_cache.sqlite")).isEqualTo("rw-r--r--");
  }

  @Test
  void keepsTwoWorkersOffOneVolume() throws Exception {
    try (var _ = VolumeLock.take(new Volume(bench.volume()))) {
      for (var task : List.of(bench.stage(), bench.replace(), bench.undo(), bench.purge())) {
        refuses(task, "another worker is at work on this volume");
      }
      assertThat(bench.run(bench.inspect())).isInstanceOf(Report.Inspected.class);
    }
  }

  @Test
  void followsNoSymbolicLink() throws Exception {
    bench.done(Staged.class, bench.stage());
    var elsewhere = Files.move(bench.volume().resolve("account.sqlite"), root.resolve("elsewhere.sqlite"));
    Files.createSymbolicLink(bench.volume().resolve("account.sqlite"), elsewhere);
    before = bench.files();

    for (var task : List.of(bench.inspect(), bench.stage(), bench.replace())) {
      refuses(task, "account.sqlite is a symbolic link, and restorebot follows none");
    }
  }

  @Test
  void followsNoSymbolicLinkOfAFolder() throws Exception {
    Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(bench.home(), root.resolve("elsewhere"));

    refuses(bench.stage(), ".restorebot is a symbolic link");
    refuses(bench.purge(), ".restorebot is a symbolic link");

    assertThat(root.resolve("elsewhere")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../account.sqlite", "/etc/passwd", "a/../../b", "a/./b", ".", "", "a\0b"})
  void touchesNothingOutsideTheVolume(String file) throws Exception {
    refuses(new Inspect("pds", new TreeMap<>(Map.of("account", file)), List.of(), OptionalLong.empty()),
        "not a path below the volume: ");
    refuses(
        new Replace(Bench.RUN, "pds", List.of(new Part("account", file, Digest.of(Digest.sha256Engine()))), List.of(),
            List.of(),
            Map.of(), true),
        "not a path below the volume: ");
  }

  @Test
  void touchesNothingOfItsOwnAsADatabase() throws Exception {
    refuses(
        new Inspect("pds", new TreeMap<>(Map.of("account", ".restorebot/r-test/journal")), List.of(),
            OptionalLong.empty()),
        ".restorebot/r-test/journal is in restorebot's own folder");
  }

  @Test
  void purgesNothingThatALinkPointsTo() throws Exception {
    bench.done(Staged.class, bench.stage());
    var precious = Files.writeString(Files.createDirectory(root.resolve("elsewhere")).resolve("precious"), "keep me");
    Files.createSymbolicLink(Bench.RUN.on(bench.volume()).resolve("staged/link"), precious.getParent());

    assertThat(bench.run(bench.purge())).isInstanceOf(Report.Purged.class);

    assertThat(precious).hasContent("keep me");
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void purgesOneRunAndLeavesTheOthers() throws Exception {
    bench.done(Staged.class, bench.stage());
    var other = Files.createDirectories(bench.home().resolve("r-other/displaced"));

    assertThat(bench.run(bench.purge())).isInstanceOf(Report.Purged.class);

    assertThat(other).exists();
    assertThat(Bench.RUN.on(bench.volume())).doesNotExist();
    assertThat(bench.run(new Purge(new RunFolder("r-never"), true))).isEqualTo(new Report.Purged(new ByteSize(0)));
  }

  @Test
  void replacesNothingWhileSomethingElseUsesTheVolume() throws Exception {
    bench.done(Staged.class, bench.stage());
    stopAt(bench.replace(), 16);
    Files.writeString(bench.volume().resolve("account.sqlite-journal"), "made by somebody else");

    var report = bench.run(bench.replace());

    assertThat(report).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
        .isEqualTo("account.sqlite-journal appeared while restorebot was at work: something uses the volume"));
    bench.done(Undone.class, bench.undo());
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void replacesOtherDataInANewRunOnly() throws Exception {
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());
    before = bench.files();
    var replace = bench.replace();

    refuses(new Replace(Bench.RUN, "pds", replace.parts().subList(0, 1), List.of(), List.of(), replace.fixUp(), true),
        "run r-test has already begun to replace other data");
    refuses(bench.stage(), "the replace of run r-test has begun: nothing can be staged for it");
  }

  @Test
  void purgesNothingThatIsHalfReplaced() throws Exception {
    bench.done(Staged.class, bench.stage());
    stopAt(bench.replace(), 20);
    before = bench.files();

    refuses(bench.purge(), "run r-test is half replaced: some of the service's data is in its folder");
  }

  /// What the undo moved away is no longer where the live data is, whatever a journal says that was cut.
  @Test
  void purgesNothingThatIsHalfUndoneWhereTheJournalWasCut() throws Exception {
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());
    var sealed = Bench.RUN.on(bench.volume()).resolve("sealed-journal");
    var replaced = Files.readAllBytes(sealed);
    stopAt(bench.undo(), 16);
    Files.write(sealed, replaced);
    before = bench.files();

    refuses(bench.purge(), "the journal of the run on the volume is not whole: it says that no undo moved anything, and"
        + " data is in .restorebot/r-test/set-aside");
    assertThat(bench.done(Undone.class, bench.undo()).live()).isNotEmpty();
  }

  @Test
  void undoesNothingWhenWhatWasDisplacedIsNotWhatItWas() throws Exception {
    bench.done(Staged.class, bench.stage());
    bench.done(Replaced.class, bench.replace());
    before = bench.files();
    Files.writeString(Bench.RUN.on(bench.volume()).resolve("displaced/account.sqlite"), "tampered with");

    refuses(bench.undo(), "account.sqlite (displaced) is not what it was when it was displaced");
  }

  @Test
  void undoesNothingOfARunThatOnlyStaged() throws Exception {
    bench.done(Staged.class, bench.stage());

    var undone = bench.done(Undone.class, bench.undo());

    assertThat(undone.live()).hasSize(7);
    assertThat(undone.setAside()).isEmpty();
    assertThat(bench.files()).isEqualTo(before);
    assertThat(bench.run(bench.undo())).isEqualTo(undone);
    refuses(bench.replace(), "run r-test was undone: it cannot replace anything");
  }

  @Test
  void undoesNothingOnAVolumeItNeverTouched() throws Exception {
    assertThat(bench.run(bench.undo())).isEqualTo(new Undone(List.of(), List.of()));
    assertThat(bench.home()).doesNotExist();
  }

  @Test
  void restoresAVolumeThatLostItsDatabases() throws Exception {
    for (var file : List.copyOf(before.keySet())) {
      if (!file.startsWith("actors/")) {
        Files.delete(bench.volume().resolve(file));
      }
    }
    before = bench.files();
    bench.done(Staged.class, bench.stage());

    var replaced = bench.done(Replaced.class, bench.replace());

    assertThat(replaced.displaced()).isEmpty();
    assertThat(bench.files()).hasSize(before.size() + 3);
    bench.done(Undone.class, bench.undo());
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void saysThatTheVolumeIsFull() {
    var failure = new FileSystemException("/volume/x", null, "No space left on device");

    assertThat(Failures.report(failure)).isEqualTo(new Failed("no space left for /volume/x",
        "purge an earlier run, or make the volume larger; then try again; it goes on where it stopped"));
  }

  @Test
  void knowsNoOtherKind() throws Exception {
    refuses(new Inspect("zot", new TreeMap<>(), List.of(), OptionalLong.empty()), "this worker knows no kind zot");
  }

  private void refuses(Task task, String reason) throws Exception {
    assertThat(bench.run(task)).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).startsWith(reason));
    assertThat(bench.files()).isEqualTo(before);
  }

  private void stopAt(Task task, int entry) {
    final class Stopped extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }
    var ports = bench.ports(task);
    var journals = KillingJournal.at(ports, entry, KillingJournal.Moment.AFTER, () -> {
      throw new Stopped();
    });
    assertThat(new Worker(ports, journals).run(task)).isInstanceOf(Failed.class);
  }

  private String mode(String file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.volume().resolve(file)));
  }
}
