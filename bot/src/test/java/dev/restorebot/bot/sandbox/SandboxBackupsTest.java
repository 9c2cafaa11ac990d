package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.snapshot.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxBackupsTest {
  @TempDir
  private Path folder;
  private Path bucket;
  private SandboxBackups backups;

  @BeforeEach
  void create() {
    backups = new SandboxBackups(new SandboxStore(folder, 0), new PdsHistory(), PdsHistory.LOSS);
    backups.create(folder.resolve("scratch"));
    bucket = folder.resolve("sandbox-backups/pds/db");
  }

  @ParameterizedTest
  @CsvSource({"20260218-020010, 2, 8300", "20260219-020013, 2, 8401", "20260224-020011, 3, 8900",
      "20260225-020012, 0, 9042"})
  void showsThePdsOnItsDay(String timestamp, int accounts, long last) throws SQLException {
    var account = bucket.resolve("account-" + timestamp + ".sqlite");
    var sequencer = bucket.resolve("sequencer-" + timestamp + ".sqlite");

    assertThat(number(account, "SELECT count(*) FROM actor")).isEqualTo(accounts);
    assertThat(number(account, "SELECT count(*) FROM kysely_migration")).isEqualTo(7);
    assertThat(number(sequencer, "SELECT max(seq) FROM repo_seq")).isEqualTo(last);
    assertThat(number(sequencer, "SELECT seq FROM sqlite_sequence WHERE name = 'repo_seq'")).isEqualTo(last);
    assertThat(number(sequencer, "SELECT count(*) FROM repo_seq WHERE sequencedAt > '" + day(timestamp) + "'"))
        .isZero();
    for (var file : List.of(account, sequencer)) {
      assertThat(text(file, "PRAGMA integrity_check")).isEqualTo("ok");
    }
  }

  @Test
  void leavesOutOneSequencer() throws IOException {
    assertThat(names("20260221")).containsExactly("account-20260221-020012.sqlite", "did_cache-20260221-020012.sqlite");
  }

  @Test
  void cutsOneAccountDatabaseShort() throws IOException {
    var bytes = Files.readAllBytes(bucket.resolve("account-20260222-020011.sqlite"));
    var header = ByteBuffer.wrap(bytes);

    assertThat(new String(bytes, 0, 15, StandardCharsets.US_ASCII)).isEqualTo("SQLite format 3");
    assertThat((long) header.getInt(28) * header.getShort(16)).as("pages by the header").isGreaterThan(bytes.length);
    assertThat(bytes).hasSizeGreaterThan(4096);
  }

  @Test
  void emptiesOneSequencer() {
    assertThat(bucket.resolve("sequencer-20260223-020009.sqlite")).isEmptyFile();
  }

  @Test
  void spreadsOneSetOverSeconds() throws IOException {
    assertThat(names("20260220")).containsExactly("account-20260220-020011.sqlite", "did_cache-20260220-020012.sqlite",
        "sequencer-20260220-020014.sqlite");
  }

  @Test
  void keepsSomethingElseUnderTheSamePrefix() throws IOException {
    assertThat(names("before")).containsExactly("account-before-migration.sqlite");
  }

  @Test
  void datesObjectsByTheirBackup() throws IOException {
    assertThat(Files.getLastModifiedTime(bucket.resolve("account-20260224-020011.sqlite")).toInstant())
        .isEqualTo("2026-02-24T02:00:12Z");
  }

  @Test
  void overwritesABackupWithAnotherSoundOne() throws IOException, SQLException {
    var file = bucket.resolve("account-20260224-020011.sqlite");
    var before = Files.readAllBytes(file);

    assertThat(overwrite("20260224-020011")).isEqualTo("pds/db/account-20260224-020011.sqlite");

    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    assertThat(text(file, "PRAGMA integrity_check")).isEqualTo("ok");
    assertThat(overwrite("20260101-020000")).isEqualTo("none");
  }

  private String overwrite(String timestamp) {
    return backups.overwrite(Timestamp.parse(timestamp).orElseThrow(), folder.resolve("scratch")).orElse("none");
  }

  private List<String> names(String part) throws IOException {
    try (Stream<Path> files = Files.list(bucket)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.contains(part)).sorted().toList();
    }
  }

  private static String day(String timestamp) {
    return timestamp.substring(0, 4) + "-" + timestamp.substring(4, 6) + "-" + timestamp.substring(6, 8) + "T02:01";
  }

  private static long number(Path file, String question) throws SQLException {
    return Long.parseLong(text(file, question));
  }

  private static String text(Path file, String question) throws SQLException {
    try (var database = DatabaseFile.open(file);
        var statement = database.createStatement();
        var result = statement.executeQuery(question)) {
      return result.getString(1);
    }
  }
}
