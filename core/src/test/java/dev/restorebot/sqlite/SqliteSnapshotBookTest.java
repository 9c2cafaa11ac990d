package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.snapshot.VerificationRecord;
import dev.restorebot.snapshot.VerificationRecord.Sound;
import dev.restorebot.snapshot.VerificationRecord.Unsound;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSnapshotBookTest {
  private static final ServiceName PDS = new ServiceName("pds");
  private static final Instant NOON = Instant.parse("2026-02-25T12:00:00Z");
  private static final VerificationRecord SOUND =
      new Sound(new TreeMap<>(Map.of("account.actor", 3L, "sequencer.repo_seq", 90L)));
  private static final VerificationRecord UNSOUND =
      new Unsound(List.of("account is cut short", "sequencer is 0 bytes"));

  @TempDir
  private Path folder;

  @Test
  void remembersWhatSnapshotsTurnedOutToBeAfterARestart() {
    try (var book = open()) {
      book.note(PDS, snapshot(1, "a"), SOUND, NOON);
      book.note(PDS, snapshot(2, "b"), UNSOUND, NOON);
    }
    try (var book = open()) {
      assertThat(book.of(PDS, snapshot(1, "a"))).contains(SOUND);
      assertThat(book.of(PDS, snapshot(2, "b"))).contains(UNSOUND);
      assertThat(book.of(PDS, snapshot(3, "c"))).isEmpty();
      assertThat(book.of(new ServiceName("knot"), snapshot(1, "a"))).isEmpty();
    }
  }

  @Test
  void takesOneThatWasWrittenAnewForAnother() {
    try (var book = open()) {
      book.note(PDS, snapshot(1, "a"), SOUND, NOON);

      assertThat(book.of(PDS, snapshot(1, "b"))).isEmpty();
    }
  }

  @Test
  void believesNothingThatOtherChecksFound() throws SQLException {
    try (var book = open()) {
      book.note(PDS, snapshot(1, "a"), UNSOUND, NOON);
      var objects = snapshot(1, "a").members().stream()
          .map(member -> member.object().key() + "\n" + member.object().etag() + "\n").collect(Collectors.joining());
      var sha = Digest.sha256Engine();
      sha.update(objects.getBytes(StandardCharsets.UTF_8));
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("restorebot.db"));
          var statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE opened SET objects = '" + Digest.of(sha) + "'");
      }

      assertThat(book.of(PDS, snapshot(1, "a"))).isEmpty();
    }
  }

  @Test
  void believesWhatWasNotedLast() {
    try (var book = open()) {
      book.note(PDS, snapshot(1, "a"), UNSOUND, NOON);
      book.note(PDS, snapshot(1, "a"), SOUND, NOON);

      assertThat(book.of(PDS, snapshot(1, "a"))).contains(SOUND);
    }
  }

  @Test
  void forgetsWhatWasNotedLongAgo() {
    try (var book = open()) {
      for (var count = 0; count < SnapshotBook.REMEMBERED + 2; count++) {
        book.note(PDS, snapshot(count, "a"), count % 2 == 0 ? SOUND : UNSOUND, NOON);
      }

      assertThat(book.of(PDS, snapshot(1, "a"))).isEmpty();
      assertThat(book.of(PDS, snapshot(2, "a"))).isEqualTo(Optional.of(SOUND));
      assertThat(book.of(PDS, snapshot(SnapshotBook.REMEMBERED + 1, "a"))).contains(UNSOUND);
    }
  }

  private SqliteSnapshotBook open() {
    return SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
  }

  private static Snapshot snapshot(int hour, String etag) {
    var at = NOON.plusSeconds(hour * 3600L);
    var database = new DatabaseDefinition("account", KeyTemplate.parse("db/account-{timestamp}.sqlite"),
        "account.sqlite", Need.REQUIRED);
    return new Snapshot(List.of(new Snapshot.Member(database, new Timestamp(at),
        new BackupObject("db/account-" + hour, new ByteSize(7), etag, at))), List.of());
  }
}
