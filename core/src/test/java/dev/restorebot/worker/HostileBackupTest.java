package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Remains;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A backup that somebody wrote who means harm: what its schema computes or sets off happens to nobody.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBackupTest {
  @TempDir
  private Path root;

  private Bench bench;

  @BeforeEach
  void aBackup() throws Exception {
    bench = Bench.in(root);
  }

  @ParameterizedTest(name = "a trigger that {0}")
  @CsvSource(delimiter = '|', value = {
      "never ends      | BEFORE INSERT ON repo_seq BEGIN SELECT (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c); END",
      "deletes rows    | AFTER INSERT ON repo_seq BEGIN DELETE FROM repo_seq WHERE seq < new.seq; END",
      "changes rows    | AFTER INSERT ON repo_seq BEGIN UPDATE repo_seq SET did = 'did:plc:mallory' WHERE seq < new.seq; END",
      "refuses rows    | BEFORE INSERT ON repo_seq BEGIN SELECT RAISE(IGNORE); END",
      "makes more rows | AFTER INSERT ON repo_seq WHEN new.eventType = 'identity' BEGIN INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES ('did:plc:mallory', 'x', x'', ''); END"})
  void triggersOfTheSequencerDoNotRun(String what, String trigger) throws Exception {
    var rows = rows(bench.bucket().resolve("sequencer.sqlite"));
    change(bench.bucket().resolve("sequencer.sqlite"), "CREATE TRIGGER \"a \"\"trigger\" " + trigger);
    bench.done(Staged.class, bench.stage());

    bench.done(Replaced.class, bench.replace());

    var live = bench.volume().resolve("sequencer.sqlite");
    assertThat(rows(live)).startsWith(rows).hasSizeGreaterThan(rows.length()).doesNotContain("mallory");
    assertThat(one(live, "SELECT group_concat(name || ' ' || sql) FROM sqlite_schema WHERE type = 'trigger'"))
        .isEqualTo("a \"trigger CREATE TRIGGER \"a \"\"trigger\" " + trigger);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
      "UPDATE repo_seq SET did = 'did:plc:other' WHERE seq = 3 | the rows of its table repo_seq are not what they were",
      "DELETE FROM repo_seq WHERE seq = 3                      | the rows of its table repo_seq are not what they were",
      "DELETE FROM repo_seq WHERE seq = (SELECT max(seq) FROM repo_seq) | the rows of its table repo_seq are not what they were",
      "CREATE TABLE more (a)                                   | its schema is another",
      "UPDATE sqlite_sequence SET seq = 1                      | the numbers of its table repo_seq go on after 1, and went on after 20"})
  void aFixUpThatChangesSomethingElseReplacesNothing(String change, String what) throws Exception {
    bench.done(Staged.class, bench.stage());
    var before = bench.files();

    var failed = (Failed) worker(new Changing(change)).run(bench.replace());

    assertThat(failed.reason()).isEqualTo("the fix-up broke what it changed: sequencer: " + what);
    assertThat(bench.files()).isEqualTo(before);
  }

  @Test
  void aCounterOfNoTableIsNoMatter() throws Exception {
    change(bench.bucket().resolve("sequencer.sqlite"), "INSERT INTO sqlite_sequence VALUES (NULL, NULL)");
    bench.done(Staged.class, bench.stage());

    bench.done(Replaced.class, bench.replace());
  }

  @Test
  void aFixUpOfADatabaseThatItIsNotToChangeReplacesNothing() throws Exception {
    bench.done(Staged.class, bench.stage());

    var failed = (Failed) worker(new Changing("SELECT 1") {
      @Override
      public Set<String> growing(String database) {
        return Set.of();
      }
    }).run(bench.replace());

    assertThat(failed.reason()).isEqualTo("the fix-up broke what it changed: sequencer: it was not to be changed");
  }

  private Worker worker(DataKind kind) throws Exception {
    var ports = bench.ports(bench.replace());
    return new Worker(new WorkerPorts(ports.volume(), ports.scratch(), ports.databases(), Map.of("pds", kind),
        ports.buckets(), ports.retries(), ports.progress(), ports.key(), ports.confinement()));
  }

  private static void change(Path file, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Path file, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return String.valueOf(row.getString(1));
    }
  }

  private static String rows(Path sequencer) throws SQLException {
    return one(sequencer,
        "SELECT group_concat(seq || did || eventType || hex(event) || sequencedAt, char(10)) FROM repo_seq");
  }

  /// A PDS whose fix-up does something else.
  private static class Changing implements DataKind {
    private final PdsFiles pds = new PdsFiles();
    private final String sql;

    Changing(String sql) {
      this.sql = sql;
    }

    @Override
    public String name() {
      return pds.name();
    }

    @Override
    public Set<String> requiredTables(String database) {
      return pds.requiredTables(database);
    }

    @Override
    public Contents contents(Databases opener, Map<String, Path> databases) {
      return pds.contents(opener, databases);
    }

    @Override
    public Contents kept(Path root) {
      return pds.kept(root);
    }

    @Override
    public Set<String> growing(String database) {
      return pds.growing(database);
    }

    @Override
    public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
        Map<String, String> parameters, Remains remains) {
      opener.edit(Objects.requireNonNull(staged.get("sequencer")), connection -> {
        try (var statement = connection.createStatement()) {
          return statement.execute(sql);
        }
      });
      return new FixUp(Set.of("sequencer"), new java.util.TreeMap<>(), java.util.List.of());
    }
  }
}
