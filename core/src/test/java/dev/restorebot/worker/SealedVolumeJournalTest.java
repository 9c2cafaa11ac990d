package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.VolumeEntry.PurgeBegun;
import dev.restorebot.worker.VolumeEntry.UndoBegun;
import dev.restorebot.worker.VolumeEntry.UndoReady;
import dev.restorebot.worker.VolumeEntry.Undone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal on a volume of a worker that has the key of its run.
class SealedVolumeJournalTest {
  private static final RunFolder RUN = new RunFolder("r-test");
  private static final RunKey KEY = RunKey.of("0123456789abcdef".repeat(4));

  @TempDir
  private Path root;

  private RunFiles files;

  @BeforeEach
  void aVolume() throws IOException {
    files = new RunFiles(new Volume(root.toRealPath()), RUN);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    var journal = journal();
    journal.append(new UndoBegun());
    journal.append(new UndoReady());
    journal().append(new Undone());

    assertThat(journal().entries()).containsExactly(new UndoBegun(), new UndoReady(), new Undone());
    assertThat(journal.entries()).isEqualTo(journal().entries());
    assertThat(Files.readAllLines(file())).extracting(line -> line.substring(line.indexOf('\t') + 1))
        .containsExactly("format\t3", "undo_begun", "undo_ready", "undone");
  }

  @Test
  void isEmptyWhereThereIsNone() throws IOException {
    assertThat(journal().entries()).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void losesALineThatWasTorn() throws IOException {
    journal().append(new UndoBegun());
    journal().append(new UndoReady());
    var whole = Files.size(file());
    try (var channel = Files.newByteChannel(file(), StandardOpenOption.WRITE)) {
      channel.truncate(whole - 3);
    }

    assertThat(journal().entries()).containsExactly(new UndoBegun());
    journal().append(new UndoReady());
    assertThat(journal().entries()).containsExactly(new UndoBegun(), new UndoReady());
    assertThat(file()).hasSize(whole);
  }

  /// Also in the midst of a worker's work, which does not read all of it again for each line.
  @Test
  void cutsOffWhatSomebodyElseAppends() throws IOException {
    var journal = journal();
    journal.append(new UndoBegun());
    Files.writeString(file(), "0123\tundo_ready\nmore", StandardOpenOption.APPEND);
    journal.append(new UndoReady());

    assertThat(journal().entries()).containsExactly(new UndoBegun(), new UndoReady());
    assertThat(Files.readString(file())).doesNotContain("0123", "more");
  }

  @Test
  void losesEveryLineAfterOneThatWasTakenOut() throws IOException {
    for (var entry : List.of(new UndoBegun(), new UndoReady(), new Undone())) {
      journal().append(entry);
    }
    var lines = Files.readAllLines(file());
    Files.write(file(), List.of(lines.get(0), lines.get(1), lines.get(3)));

    assertThat(journal().entries()).containsExactly(new UndoBegun());
  }

  @Test
  void isLeftAloneIfANewerVersionWroteIt() throws IOException {
    write("format\t4");
    var before = Files.readString(file());

    assertThatThrownBy(() -> journal().entries()).isInstanceOf(WorkerException.class)
        .hasMessage(
            "the journal " + file() + " was written by a newer restorebot (format 4; this version reads up to 3)");
    assertThatThrownBy(() -> journal().append(new UndoBegun())).isInstanceOf(WorkerException.class);
    assertThat(file()).hasContent(before);
  }

  @Test
  void isNotGoneByIfALineCannotBeRead() throws IOException {
    write("format\t3", "purge_begun\tmany");

    assertThatThrownBy(() -> journal().entries()).isInstanceOf(WorkerException.class)
        .hasMessageStartingWith("a line of the journal " + file() + " cannot be read by this version: ");
  }

  @Test
  void keepsWhatBreaksALine() throws IOException {
    write("format\t3", "purge_begun\t%31");

    assertThat(journal().entries()).singleElement().isInstanceOf(PurgeBegun.class);
  }

  private void write(String... texts) throws IOException {
    Files.createDirectories(file().getParent());
    var seal = RUN.run();
    for (var text : texts) {
      seal = KEY.seal(seal, text);
      Files.writeString(file(), seal + "\t" + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private SealedVolumeJournal journal() {
    return new SealedVolumeJournal(files, KEY);
  }

  private Path file() {
    return files.sealedJournal();
  }
}
