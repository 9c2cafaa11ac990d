package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.pds.PdsFiles;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fix-up answers for what it breaks, and not for rows that broke a rule before.
class EditedCheckTest {
  private static final List<String> ORPHANS = List.of("CREATE TABLE device (id text PRIMARY KEY)",
      "CREATE TABLE used (device text REFERENCES device (id))", "INSERT INTO used VALUES ('gone'), ('lost')");

  @TempDir
  Path root;

  private final EditedCheck check = new EditedCheck(new SqliteDatabases(), new PdsFiles());

  @Test
  void restoresADatabaseWithRowsThatReferToNothing() throws Exception {
    var bench = Bench.in(root);
    for (var database : List.of("account", "sequencer")) {
      write(bench.bucket().resolve(database + ".sqlite"), ORPHANS);
    }

    bench.done(Staged.class, bench.stage());
    var replaced = bench.done(Replaced.class, bench.replace());

    assertThat(replaced.fixUp().edited()).contains("sequencer");
  }

  @Test
  void doesNotBlameAFixUpForRowsThatReferredToNothingBefore() throws Exception {
    var before = write(root.resolve("before"), ORPHANS);
    var after = write(Files.copy(before, root.resolve("after")), List.of("DELETE FROM used WHERE device = 'lost'"));

    assertThatCode(() -> check.require(Map.of("other", after), _ -> before)).doesNotThrowAnyException();
  }

  @Test
  void countsWhatWasStillInTheLogOfTheDatabase() throws Exception {
    var live = write(root.resolve("live"), ORPHANS.subList(0, 2));
    var before = root.resolve("before");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + live);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute(ORPHANS.getLast());
      Files.copy(live, before);
      Files.copy(root.resolve("live-wal"), root.resolve("before-wal"));
    }

    assertThatCode(() -> check.require(Map.of("other", live), _ -> before)).doesNotThrowAnyException();
  }

  @Test
  void blamesAFixUpForRowsThatReferToNothingSinceThen() throws Exception {
    var before = write(root.resolve("before"), ORPHANS);
    var after = write(Files.copy(before, root.resolve("after")), List.of("INSERT INTO used VALUES ('new')"));

    assertThatThrownBy(() -> check.require(Map.of("other", after), _ -> before)).isInstanceOf(WorkerException.class)
        .hasMessage("the fix-up broke what it changed: database other: used refers to rows of device that are not there"
            + " (3 rows, and 2 before)");
  }

  @Test
  void blamesAFixUpForDamage() throws IOException {
    var after = Files.writeString(root.resolve("after"), "no database");

    assertThatThrownBy(() -> check.require(Map.of("other", after), _ -> after)).isInstanceOf(WorkerException.class)
        .hasMessage("the fix-up broke what it changed: database other is not a SQLite database");
  }

  private static Path write(Path file, List<String> statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (var sql : statements) {
        try (var statement = connection.createStatement()) {
          statement.execute(sql);
        }
      }
    }
    return file;
  }
}
