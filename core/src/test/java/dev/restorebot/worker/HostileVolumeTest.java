package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undoable;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task.Undo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A service that was broken into can write whatever it likes into the run's folder while it runs: before it is stopped for the replace,
/// and again after it was started. None of that is believed.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class HostileVolumeTest {
  @TempDir
  private Path root;

  private Bench bench;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aSnapshotIsStaged() throws Exception {
    bench = Bench.in(root);
    before = bench.files();
    bench.done(Staged.class, bench.stage());
  }

  @ParameterizedTest(name = "in {0}")
  @ValueSource(strings = {"journal", "sealed-journal"})
  void aForgedJournalOfAFinishedReplaceReplacesNothingAway(String journal) throws Exception {
    forge(journal, wholeReplace());

    var replaced = bench.done(Replaced.class, bench.replace());

    assertIsReplaced(replaced);
  }

  @Test
  void aJournalSealedWithAnotherKeyIsAForgedOne() throws Exception {
    sealed(RunKey.drawn(), Bench.RUN).append(new VolumeEntry.ReplaceBegun(bench.replace().parts()));
    sealed(RunKey.drawn(), Bench.RUN).append(new VolumeEntry.ReplaceReady());

    assertIsReplaced(bench.done(Replaced.class, bench.replace()));
  }

  @Test
  void theJournalOfAnotherRunIsAForgedOne() throws Exception {
    var other = new RunFolder("r-other");
    Files.createDirectories(other.on(bench.volume()));
    for (var entry : wholeReplace()) {
      sealed(Bench.KEY, other).append(entry);
    }
    Files.move(new RunFiles(new Volume(bench.volume()), other).sealedJournal(), bench.files(Bench.RUN).sealedJournal());

    assertIsReplaced(bench.done(Replaced.class, bench.replace()));
  }

  @Test
  void whatWasPutIntoTheFolderBeforehandIsKeptAsideAndTold() throws Exception {
    write("displaced/account.sqlite", "planted");
    write("prepared/account.sqlite", "planted");
    write("set-aside/account.sqlite", "planted");
    forge("sealed-journal", wholeReplace());

    var replaced = bench.done(Replaced.class, bench.replace());

    assertIsReplaced(replaced);
    assertThat(replaced.fixUp().notes().getLast())
        .startsWith("Somebody who can write to the volume had put something into the folder of this run")
        .contains("/sealed-journal", "/prepared", "/displaced", "/set-aside");
    bench.done(Undone.class, bench.undo());
    assertThat(bench.files()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0} staged")
  @ValueSource(strings = {"account.sqlite", "sequencer.sqlite"})
  void whatWasStagedIsReadAgain(String file) throws Exception {
    Files.write(own("staged/" + file), new byte[]{1}, StandardOpenOption.APPEND);

    assertThat(bench.done(Failed.class, bench.replace()).reason())
        .startsWith("what is staged for " + file + " is not what was verified");
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void aForgedEndOfTheUndoUndoesNothingAway() throws Exception {
    var replaced = bench.done(Replaced.class, bench.replace());
    append("sealed-journal",
        List.of(new VolumeEntry.UndoBegun(), new VolumeEntry.UndoReady(), new VolumeEntry.Undone()));

    var undone = bench.done(Undone.class, undo(replaced));

    assertThat(undone.live()).containsAll(replaced.displaced());
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void aJournalThatWasCutIsNotUndoneFrom() throws Exception {
    var replaced = bench.done(Replaced.class, bench.replace());
    var live = bench.files();
    for (var length = Files.size(own("sealed-journal")); length >= 0; length -= 97) {
      cut(own("sealed-journal"), length);

      switch (bench.run(undo(replaced))) {
        case Undone undone -> {
          assertThat(undone.live()).containsAll(replaced.displaced());
          assertThat(bench.files()).as("cut to " + length).isEqualTo(before);
          return;
        }
        case Failed _ -> assertThat(bench.files()).as("cut to " + length).isEqualTo(live);
        case Report other -> throw new AssertionError(other);
      }
    }
  }

  @Test
  void aJournalThatIsGoneIsNotUndoneFrom() throws Exception {
    var replaced = bench.done(Replaced.class, bench.replace());
    var live = bench.files();
    Files.delete(own("sealed-journal"));

    assertThat(bench.done(Failed.class, undo(replaced)).reason())
        .startsWith("the journal of the run on the volume is not whole");

    move(own("displaced"), bench.volume().resolve("elsewhere"));
    assertThat(bench.done(Failed.class, undo(replaced)).reason())
        .isEqualTo("what run r-test displaced is not all on the volume as it was: account.sqlite, account.sqlite-wal, "
            + "account.sqlite-shm, sequencer.sqlite, sequencer.sqlite-wal, sequencer.sqlite-shm");
    move(bench.volume().resolve("elsewhere"), own("displaced"));
    assertThat(bench.files()).isEqualTo(live);
  }

  @Test
  void anUndoThatCannotBeDoneIsToldBeforeAnythingIsStopped() throws Exception {
    var replaced = bench.done(Replaced.class, bench.replace());
    assertThat(bench.done(Undoable.class, check(replaced)).displaced()).containsAll(replaced.displaced());
    Files.writeString(own("displaced/sequencer.sqlite"), "another");

    assertThat(bench.done(Failed.class, check(replaced)).reason())
        .isEqualTo("sequencer.sqlite (displaced) is not what it was when it was displaced");
    assertThat(bench.done(Failed.class, undo(replaced)).untouched()).isTrue();

    Files.delete(own("displaced/sequencer.sqlite"));
    assertThat(bench.done(Failed.class, check(replaced)).reason())
        .isEqualTo("what had been at sequencer.sqlite is neither there nor displaced");
    assertThat(bench.done(Failed.class, undo(replaced)).reason())
        .isEqualTo("sequencer.sqlite (live) is not what it was when it was displaced");
  }

  private static Task.CheckUndo check(Replaced replaced) {
    return new Task.CheckUndo(Bench.RUN, replaced.displaced());
  }

  @Test
  void aFinishedReplaceIsReportedOfWhatIsLiveNow() throws Exception {
    bench.done(Replaced.class, bench.replace());
    Files.writeString(bench.volume().resolve("account.sqlite"), "another");

    assertThat(bench.done(Failed.class, bench.replace()).reason())
        .isEqualTo("account.sqlite is not what was verified: something uses the volume");
  }

  @Test
  void aFinishedReplaceIsReportedOfWhatIsDisplacedNow() throws Exception {
    bench.done(Replaced.class, bench.replace());
    Files.writeString(own("displaced/account.sqlite"), "another");

    assertThat(bench.done(Failed.class, bench.replace()).reason())
        .isEqualTo("account.sqlite is not displaced as it was live: something uses the volume");
  }

  @Test
  void aFinishedUndoIsReportedOfWhatIsLiveNow() throws Exception {
    var replaced = bench.done(Replaced.class, bench.replace());
    bench.done(Undone.class, undo(replaced));
    Files.writeString(bench.volume().resolve("account.sqlite"), "another");

    assertThat(bench.done(Failed.class, undo(replaced)).reason())
        .isEqualTo("account.sqlite is not what had been displaced: something uses the volume");
  }

  @ParameterizedTest(name = "a {0}")
  @ValueSource(strings = {"pipe", "symbolic link", "folder", "hard link"})
  void theJournalIsNothingElseThanAFile(String what) throws Exception {
    var outside = Files.writeString(root.resolve("outside"), "somebody's");
    Planted.at(own("sealed-journal"), what, outside);

    assertIsReplaced(bench.done(Replaced.class, bench.replace()));
    assertThat(outside).hasContent("somebody's");
  }

  @ParameterizedTest(name = "a {0}")
  @ValueSource(strings = {"pipe", "symbolic link", "folder", "hard link"})
  void theLockIsNothingElseThanAFile(String what) throws Exception {
    var outside = Files.writeString(root.resolve("outside"), "somebody's");
    Files.delete(bench.home().resolve("lock"));
    Planted.at(bench.home().resolve("lock"), what, outside);

    assertIsReplaced(bench.done(Replaced.class, bench.replace()));
    assertThat(outside).hasContent("somebody's");
  }

  @Test
  void aHugeJournalIsPassedOver() throws Exception {
    try (var channel =
        Files.newByteChannel(own("sealed-journal"), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      channel.position(4L << 30);
      channel.write(java.nio.ByteBuffer.wrap(new byte[]{'\n'}));
    }

    assertIsReplaced(bench.done(Replaced.class, bench.replace()));
  }

  @Test
  void aWorkerWithoutTheKeyLeavesARunOfItsBotAlone() throws Exception {
    bench.done(Replaced.class, bench.replace());
    var live = bench.files();

    var failed = (Failed) new Worker(bench.ports()).run(bench.undo());

    assertThat(failed.reason()).contains("is in a journal that its bot has sealed");
    assertThat(bench.files()).isEqualTo(live);
  }

  @Test
  void whatIsForgedKeepsNobodyFromDiscardingARunThatReplacedNothing() throws Exception {
    write("displaced/account.sqlite", "planted");
    forge("sealed-journal", wholeReplace().subList(0, 5));

    assertThat(bench.run(new Task.Purge(Bench.RUN, false))).isInstanceOf(Purged.class);
    assertThat(Bench.RUN.on(bench.volume())).doesNotExist();
    assertThat(bench.files()).isEqualTo(before);
  }

  /// What a worker would have written that has replaced everything.
  private List<VolumeEntry> wholeReplace() throws IOException {
    var entries = new ArrayList<VolumeEntry>();
    entries.add(new VolumeEntry.ReplaceBegun(bench.replace().parts()));
    entries.add(new VolumeEntry.FixedUp(dev.restorebot.kind.FixUp.NOTHING));
    for (var file : List.of("account.sqlite", "sequencer.sqlite", "did_cache.sqlite")) {
      entries.add(new VolumeEntry.Planned(new Move(Place.LIVE, Place.DISPLACED, live(file))));
    }
    for (var part : bench.replace().parts()) {
      var staged = new VolumeFile(part.file(), new ByteSize(Files.size(own("staged/" + part.file()))), part.digest());
      entries.add(new VolumeEntry.Planned(new Move(Place.STAGED, Place.LIVE, staged)));
    }
    entries.add(new VolumeEntry.ReplaceReady());
    entries.add(new VolumeEntry.Replaced());
    return entries;
  }

  private VolumeFile live(String file) throws IOException {
    return Volume.describe(file, bench.volume().resolve(file)).orElseThrow();
  }

  private void assertIsReplaced(Replaced replaced) throws IOException {
    assertThat(replaced.displaced()).hasSize(7);
    var live = bench.files();
    replaced.live().forEach(file -> assertThat(live).containsEntry(file.path(), file.digest()));
    for (var file : replaced.displaced()) {
      assertThat(before).containsEntry(file.path(), file.digest());
      assertThat(Digest.of(own("displaced/" + file.path()))).isEqualTo(file.digest());
    }
  }

  private Undo undo(Replaced replaced) {
    return new Undo(Bench.RUN, bench.undo().databases(), replaced.displaced());
  }

  /// As somebody writes it who has no key, in the form that can be written without one.
  private void forge(String journal, List<VolumeEntry> entries) throws IOException {
    Files.deleteIfExists(own(journal));
    append(journal, entries);
  }

  private void append(String journal, List<VolumeEntry> entries) throws IOException {
    var forged = new FileVolumeJournal(root.resolve("forged"));
    Files.deleteIfExists(root.resolve("forged"));
    for (var entry : entries) {
      forged.append(entry);
    }
    Files.write(own(journal), Files.readAllBytes(root.resolve("forged")), StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private SealedVolumeJournal sealed(RunKey key, RunFolder run) {
    return new SealedVolumeJournal(bench.files(run), key);
  }

  private Path own(String name) {
    return Bench.RUN.on(bench.volume()).resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(own(name).getParent());
    Files.writeString(own(name), text);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to);
  }

  private static void cut(Path file, long length) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }
}
