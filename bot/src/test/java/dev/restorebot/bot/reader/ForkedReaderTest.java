package dev.restorebot.bot.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.bot.Main;
import dev.restorebot.database.DatabaseCheck.Damaged;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kind.SnapshotReader.Reading;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Snapshots are read in a process that can be spared.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkedReaderTest {
  private static final List<String> READER = ReaderCommand.of(Main.class.getName());
  private static final PdsFiles PDS = new PdsFiles();

  @TempDir
  private Path folder;

  private Map<String, Path> copies = Map.of();

  @BeforeEach
  void aSnapshot() throws SQLException {
    var account = folder.resolve("account.sqlite");
    run(account, "CREATE TABLE actor (did TEXT PRIMARY KEY, handle TEXT, takedownRef TEXT, deactivatedAt TEXT)",
        "CREATE TABLE account (did TEXT)", "CREATE TABLE repo_root (did TEXT)",
        "INSERT INTO actor (did, handle) VALUES ('did:plc:alice', 'alice.example')");
    var sequencer = folder.resolve("sequencer.sqlite");
    run(sequencer, "CREATE TABLE repo_seq (seq INTEGER PRIMARY KEY AUTOINCREMENT, did TEXT, eventType TEXT, event BLOB,"
        + " invalidated INTEGER DEFAULT 0, sequencedAt TEXT)",
        "INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES ('did:plc:alice', 'append', x'00',"
            + " '2026-02-24T02:00:11Z')");
    copies = Map.of("account", account, "sequencer", sequencer);
  }

  @Test
  void saysWhatWouldBeSaidHere() throws Exception {
    var told = new ForkedReader(READER).read(PDS, copies);

    assertThat(told).isEqualTo(new DirectReader(new SqliteDatabases()).read(PDS, copies));
    assertThat(told).isInstanceOfSatisfying(Reading.Told.class,
        found -> assertThat(found.contents().items()).extracting("label").containsExactly("alice.example"));
  }

  @Test
  void tellsWhatIsDamaged() throws Exception {
    Files.writeString(copies.get("account"), "no database");

    assertThat(new ForkedReader(READER).read(PDS, copies)).isInstanceOfSatisfying(Reading.Told.class,
        told -> assertThat(told.check().databases().get("account")).isInstanceOf(Damaged.class));
  }

  /// Each takes what a process has, and more. What becomes of the reader is its own affair: nobody is told that the snapshot is good.
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiterString = " => ", quoteCharacter = '"', value = {
      "a handle that is computed, 800 MB => DROP TABLE actor; CREATE TABLE actor (did TEXT, handle GENERATED ALWAYS AS (hex(zeroblob(4e8))), takedownRef, deactivatedAt); INSERT INTO actor (did) VALUES ('did:plc:alice')",
      "an index over an expression => CREATE TABLE y (a); INSERT INTO y VALUES (1); CREATE INDEX yi ON y (length(hex(zeroblob(a * 45e7))))",
      "a million accounts => INSERT INTO actor (did, handle) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT 'did:plc:' || printf('%024d', n), 'user' || n || '.example' FROM c",
      "a view that never ends => DROP TABLE actor; CREATE VIEW actor AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT 'did:plc:' || max(n) AS did, '' AS handle, NULL AS takedownRef, NULL AS deactivatedAt FROM c"})
  void outlivesWhatIsMadeToEndIt(String what, String statements) throws Exception {
    run(Objects.requireNonNull(copies.get("account")), statements.split("; ", -1));
    var reader = new ForkedReader(READER, Duration.ofSeconds(what.contains("never ends") ? 3 : 60));

    var reading = reader.read(PDS, copies);

    assertThat(reading).as(what).satisfiesAnyOf(
        stopped -> assertThat(stopped).isInstanceOf(Reading.Stopped.class),
        told -> assertThat(((Reading.Told) told).check().defects()).isNotEmpty(),
        told -> assertThat(((Reading.Told) told).contents().unreadable()).isNotEmpty());
  }

  /// `GENERATED`, an index or a view can be given up; a long name of one account is only a long name.
  @Test
  void cutsWhatNobodyWouldRead() throws Exception {
    run(Objects.requireNonNull(copies.get("account")), "UPDATE actor SET handle = CAST(zeroblob(20e6) AS TEXT)",
        "INSERT INTO actor (did, handle) VALUES (printf('did:plc:%0100000d', 1), 'long.example')");

    assertThat(new ForkedReader(READER).read(PDS, copies)).isInstanceOfSatisfying(Reading.Told.class, told -> {
      assertThat(told.contents().items()).allSatisfy(item -> assertThat(item.label()).hasSizeLessThan(400));
      assertThat(told.contents().unreadable()).containsExactly("1 item has a name of more than 1024 characters.");
    });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "echo ready; kill -9 $$              | ended the process that read it (exit status 137)",
      "echo ready; exit 3                  | needed more memory to be read than a backup may, 160 MiB",
      "echo ready; exit 1                  | ended the process that read it (exit status 1)",
      "echo ready; sleep 1000 & sleep 1000 | took longer to read than a backup may, 1 s",
      "echo ready; yes                     | holds more than can be told of a backup, 16 MiB"})
  void tellsHowTheReaderEnded(String reader, String reason) throws Exception {
    assertThat(new ForkedReader(List.of("/bin/sh", "-c", "cat > request; PATH=/usr/bin:/bin; " + reader),
        reader.contains("sleep") ? Duration.ofSeconds(1) : Duration.ofMinutes(1)).read(PDS, copies))
        .isEqualTo(new Reading.Stopped(reason));
  }

  /// That says nothing of the snapshot.
  @ParameterizedTest
  @CsvSource({"'cat > request; exit 1'", "'exec cat'", "'cat > request; echo ready; echo {}'"})
  void saysWhenTheFaultLiesHere(String reader) {
    assertThatThrownBy(
        () -> new ForkedReader(List.of("/bin/sh", "-c", "PATH=/usr/bin:/bin; " + reader)).read(PDS, copies))
        .isInstanceOf(IOException.class);
  }

  @Test
  void givesTheReaderNothingOfTheBot() throws Exception {
    var seen = folder.resolve("environment");

    assertThat(new ForkedReader(List.of("/bin/sh", "-c", "export -p > " + seen + "; read line; echo ready; exit 1"))
        .read(PDS, copies)).isInstanceOf(Reading.Stopped.class);

    assertThat(Files.readAllLines(seen)).map(line -> line.replaceFirst("^export ", "").replaceFirst("=.*", ""))
        .isSubsetOf("LC_ALL", "SQLITE_TMPDIR", "TMPDIR", "MALLOC_ARENA_MAX", "PWD", "OLDPWD", "SHLVL", "_");
  }

  private static void run(Path file, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
