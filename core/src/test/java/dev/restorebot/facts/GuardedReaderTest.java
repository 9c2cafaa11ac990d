package dev.restorebot.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.kind.SnapshotReader.Reading;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot that ends whoever reads it is known by that, also to the bot that is started afterwards.
class GuardedReaderTest {
  private static final ServiceName PDS = new ServiceName("pds");
  private static final Reading GOOD = new Reading.Told(new SnapshotCheck(new TreeMap<>()), Contents.EMPTY);
  private static final Reading ENDED = new Reading.Stopped("ended the process that read it (exit status 137)");

  @TempDir
  private Path folder;

  private SqliteSnapshotBook book;
  private Instant now = Instant.parse("2026-02-25T08:00:00Z");

  @BeforeEach
  void open() {
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void isNotReadAThirdTime() throws Exception {
    assertThat(read((_, _) -> ENDED, "a")).isEqualTo(ENDED);
    assertThat(read((_, _) -> ENDED, "a")).isEqualTo(ENDED);

    assertThat(read(this::fails, "a"))
        .isEqualTo(new Reading.Stopped("was opened 2 times, and whoever opened it did not live"
            + " to say what is in it; it is not opened again before 2026-02-26T08:00:00Z"));
    assertThat(read((_, _) -> GOOD, "b")).isEqualTo(GOOD);
  }

  /// The bot itself is killed, twice, by what is in a snapshot.
  @Test
  void isKnownToABotThatWasKilled() throws Exception {
    for (var time = 0; time < 2; time++) {
      assertThatThrownBy(() -> read((_, _) -> {
        throw new OutOfMemoryError("as if the bot had died");
      }, "a")).isInstanceOf(OutOfMemoryError.class);
      book.close();
      open();
    }

    assertThat(read(this::fails, "a")).isInstanceOf(Reading.Stopped.class);
  }

  @Test
  void isTriedOnceMoreADay() throws Exception {
    read((_, _) -> ENDED, "a");
    read((_, _) -> ENDED, "a");
    now = now.plus(Duration.ofDays(1));

    assertThat(read((_, _) -> ENDED, "a")).isEqualTo(ENDED);
    assertThat(read(this::fails, "a")).isNotEqualTo(ENDED);
    now = now.plus(Duration.ofDays(1));
    assertThat(read((_, _) -> GOOD, "a")).isEqualTo(GOOD);
    assertThat(read((_, _) -> ENDED, "a")).isEqualTo(ENDED);
    assertThat(read((_, _) -> GOOD, "a")).isEqualTo(GOOD);
  }

  @Test
  void isNotBlamedForWhatHappensHere() throws Exception {
    for (var time = 0; time < 3; time++) {
      assertThatThrownBy(() -> read((_, _) -> {
        throw new IOException("no room");
      }, "a")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> read((_, _) -> {
        throw new InterruptedException();
      }, "a")).isInstanceOf(InterruptedException.class);
    }

    assertThat(read((_, _) -> GOOD, "a")).isEqualTo(GOOD);
  }

  private Reading fails(Object kind, Object copies) {
    throw new AssertionError("it was read");
  }

  private Reading read(SnapshotReader reader, String etag) throws IOException, InterruptedException {
    var database = PlanWorld.service().backups().databases().getFirst();
    var at = Instant.parse("2026-02-24T02:00:11Z");
    var snapshot = new Snapshot(List.of(new Snapshot.Member(database, new Timestamp(at),
        new BackupObject("a key", new ByteSize(1), etag, at))), List.of());
    return new GuardedReader(reader, book, () -> now).read(PDS, snapshot, new PdsFiles(), Map.of());
  }
}
