package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.files.Digest;
import dev.restorebot.kind.FixUp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Move.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVolumeJournalTest {
  private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final Digest DIGEST = new Digest(HEX);
  private static final VolumeFile FILE = new VolumeFile("data/a b.db", new ByteSize(4096), DIGEST);
  private static final Move MOVE = new Move(Place.LIVE, Place.SET_ASIDE, FILE);
  private static final VolumeFolder FOLDER = new VolumeFolder("repos itories", 12, new ByteSize(4096), DIGEST);
  private static final List<VolumeEntry> EACH = List.of(
      new VolumeEntry.Staged(new FolderPart("repos itories", DIGEST), FOLDER),
      new VolumeEntry.ReplaceBegun(List.of(new Part("one", "data/a b.db", DIGEST), new Part("two", "b.db", DIGEST))),
      new VolumeEntry.Verified(FOLDER),
      new VolumeEntry.FixedUp(new FixUp(Set.of("one", "two"), new TreeMap<>(Map.of("sequence.target", 9L)),
          List.of("50% of\ttabs,\nlines and ümläuts."))),
      new VolumeEntry.Planned(MOVE),
      new VolumeEntry.Planned(new Move(Place.DISPLACED, Place.STAGED, FILE, Form.KEPT)),
      new VolumeEntry.Planned(new Move(Place.LIVE, Place.DISPLACED, FILE, Form.FOLDER)), new VolumeEntry.ReplaceReady(),
      new VolumeEntry.Moving(MOVE),
      new VolumeEntry.Moved(MOVE), new VolumeEntry.Replaced(), new VolumeEntry.UndoBegun(), new VolumeEntry.Stays(FILE),
      new VolumeEntry.UndoReady(), new VolumeEntry.Undone(), new VolumeEntry.PurgeBegun(new ByteSize(7)));

  @TempDir
  Path folder;

  @Test
  void keepsEveryKindOfEntry() throws IOException {
    var written = new HashSet<Class<?>>();
    for (var entry : EACH) {
      journal().append(entry);
      written.add(entry.getClass());
    }

    assertThat(journal().entries()).isEqualTo(EACH);
    assertThat(written).containsExactlyInAnyOrder(VolumeEntry.class.getPermittedSubclasses());
  }

  @Test
  void writesNamesThatStayTheSame() throws IOException {
    for (var entry : EACH) {
      journal().append(entry);
    }

    assertThat(Files.readAllLines(file())).map(line -> line.substring(9).replace('\t', ' ')).containsExactly("format 2",
        "staged repos itories 12 4096 " + HEX + " " + HEX,
        "replace_begun one data/a b.db " + HEX + " two b.db " + HEX,
        "verified repos itories 12 4096 " + HEX,
        "fixed_up edited one edited two number sequence.target 9 note 50%25 of%09tabs,%0Alines and ümläuts.",
        "planned live set-aside data/a b.db 4096 " + HEX,
        "planned displaced staged data/a b.db 4096 " + HEX + " kept",
        "planned live displaced data/a b.db 4096 " + HEX + " folder", "replace_ready",
        "moving live set-aside data/a b.db 4096 " + HEX, "moved live set-aside data/a b.db 4096 " + HEX, "replaced",
        "undo_begun", "stays data/a b.db 4096 " + HEX, "undo_ready", "undone", "purge_begun 7");
  }

  @Test
  void isEmptyBeforeTheFirstEntry() throws IOException {
    assertThat(journal().entries()).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void passesOverALastLineThatIsTornAnywhere() throws IOException {
    for (var entry : EACH) {
      journal().append(entry);
    }
    var whole = Files.readAllBytes(file());
    var start = whole.length - (Files.readAllLines(file()).getLast().length() + 1);

    for (var length = start; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertThat(journal().entries()).isEqualTo(EACH.subList(0, EACH.size() - 1));

      journal().append(EACH.getLast());
      assertThat(file()).hasBinaryContent(whole);
    }
  }

  @Test
  void refusesALineThatIsDamagedInTheMiddle() throws IOException {
    journal().append(new VolumeEntry.Planned(MOVE));
    journal().append(new VolumeEntry.ReplaceReady());
    Files.writeString(file(), Files.readString(file()).replace("4096", "4097"));

    assertRefused("line 2 of the journal " + file() + " is damaged: its checksum is wrong");
  }

  /// As by version 1, which did not say so.
  @Test
  void goesOnWithAJournalThatSaysNoVersion() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), line("replace_ready"));
    journal().append(new VolumeEntry.Moving(MOVE));
    journal().append(new VolumeEntry.Moved(MOVE));

    assertThat(journal().entries()).containsExactly(new VolumeEntry.ReplaceReady(), new VolumeEntry.Moving(MOVE),
        new VolumeEntry.Moved(MOVE));
    assertThat(Files.readAllLines(file())).map(line -> line.substring(9).split("\t", -1)[0])
        .containsExactly("replace_ready", "format", "moving", "moved");
  }

  @Test
  void passesOverValuesThatItDoesNotKnow() throws IOException {
    journal().append(new VolumeEntry.ReplaceReady());
    Files.writeString(file(), line("undone\tquickly") + line("purge_begun\t7\tbecause"), StandardOpenOption.APPEND);

    assertThat(journal().entries()).containsExactly(new VolumeEntry.ReplaceReady(), new VolumeEntry.Undone(),
        new VolumeEntry.PurgeBegun(new ByteSize(7)));
  }

  /// It was written whole, so it says something that must not be passed over as a torn line is.
  @ParameterizedTest
  @ValueSource(strings = {"teleported\tlive", "moved\tlive", "moved\tlive\tmoon\ta.db\t1\t" + HEX,
      "moved\tlive\tdisplaced\ta.db\tbig\t" + HEX})
  void refusesALastLineThatItCannotReadAndDoesNotCutItOff(String text) throws IOException {
    journal().append(new VolumeEntry.ReplaceReady());
    Files.writeString(file(), line(text), StandardOpenOption.APPEND);

    assertRefused("line 3 of the journal " + file() + " cannot be read by this version");
  }

  @Test
  void refusesAJournalOfANewerVersion() throws IOException {
    journal().append(new VolumeEntry.ReplaceReady());
    Files.writeString(file(), line("format\t3") + line("teleported"), StandardOpenOption.APPEND);

    assertRefused(
        "the journal " + file() + " was written by a newer restorebot (format 3; this version reads up to 2)");
  }

  @Test
  void refusesAFileThatIsNoJournal() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "Notes of the ops team\nLook here first.\n");

    assertRefused("line 1 of the journal " + file() + " is damaged: its checksum is wrong");
  }

  private void assertRefused(String why) throws IOException {
    var before = Files.readAllBytes(file());

    assertThatThrownBy(() -> journal().entries()).isInstanceOf(WorkerException.class).hasMessageStartingWith(why);
    assertThatThrownBy(() -> journal().append(new VolumeEntry.Replaced())).isInstanceOf(WorkerException.class);
    assertThat(file()).hasBinaryContent(before);
  }

  private static String line(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x\t%s\n", sum.getValue(), text);
  }

  private VolumeJournal journal() {
    return new FileVolumeJournal(file());
  }

  private Path file() {
    return folder.resolve("run/journal");
  }
}
