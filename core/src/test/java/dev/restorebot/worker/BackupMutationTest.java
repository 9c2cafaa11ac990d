package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kind.Item;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Backups of a PDS, made wrong in every way that came to mind: reading one always comes to an end, and a worker refuses it in words and
/// leaves what is live alone, or what is live afterwards is what was read, row for row.
@Execution(ExecutionMode.CONCURRENT)
class BackupMutationTest {
  private static final long SEED = 20_261_128;
  /// What is said of an exception that nobody expected.
  private static final String DEFECT = "look at the log of the Job";
  /// The highest number that anybody holds: see the parameters of [Bench#replace()].
  private static final long FLOOR = 41 + 100;

  @TempDir(factory = InMemory.class)
  private static Path shared;
  private static Bench origin;
  private static SortedMap<String, Digest> before;

  @BeforeAll
  static void aBench() throws Exception {
    origin = Bench.in(shared.resolve("origin"));
    before = origin.files();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesOrRestoresFiveHundred(@TempDir(factory = InMemory.class) Path folder) throws IOException {
    mutate(SEED, 500, folder);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesOrRestoresTenThousand(@TempDir(factory = InMemory.class) Path folder) throws IOException {
    mutate(SEED + 1, 10_000, folder);
  }

  private static void mutate(long seed, int count, Path folder) throws IOException {
    var random = new Random(seed);
    var tally = new TreeMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      var bench = origin.copyTo(folder.resolve("a"));
      var mutation = new BackupMutation(random, bench.bucket());
      var changes = new ArrayList<String>();
      for (var left = 1 + random.nextInt(3); left > 0; left--) {
        changes.add(mutation.change());
      }
      var what = "backup %d of seed %d, %s".formatted(i, seed, changes);
      try {
        tally.merge(judged(bench, what), 1, Integer::sum);
      } catch (IOException | SQLException | RuntimeException e) {
        fail(what + " ends in " + e, e);
      }
      Tree.delete(bench.root());
    }
    System.out.println("%d mutated backups (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("damaged", "not restorable", "restored");
  }

  /// What became of the backup in the bench's bucket.
  private static String judged(Bench bench, String what) throws IOException, SQLException {
    var reading = new DirectReader(new SqliteDatabases()).read(new PdsFiles(), databases(bench.bucket()));
    var defects = reading.check().defects();
    var staged = bench.run(bench.stage());
    if (staged instanceof Failed failed) {
      assertTold(failed, what);
      assertThat(defects).as(what + " is read, and not staged: " + failed).isNotEmpty();
      assertThat(bench.files()).as(what).isEqualTo(before);
      return "damaged";
    }
    assertThat(staged).as(what).isInstanceOf(Staged.class);
    assertThat(defects).as(what + " is staged").isEmpty();
    var report = bench.run(bench.replace());
    if (report instanceof Failed failed) {
      assertTold(failed, what);
      assertThat(bench.files()).as(what).isEqualTo(before);
      return "not restorable";
    }
    assertRestored(bench, (Replaced) report, reading.contents(), what);
    return "restored";
  }

  private static void assertTold(Failed failed, String what) {
    assertThat(failed.reason()).as(what).isNotBlank();
    assertThat(failed.hint()).as(what + " ends in " + failed).isNotBlank().doesNotContain(DEFECT);
  }

  private static void assertRestored(Bench bench, Replaced report, Contents told, String what)
      throws IOException, SQLException {
    var live = bench.files();
    report.live().forEach(file -> assertThat(live).as(what).containsEntry(file.path(), file.digest()));
    assertThat(live).as(what).containsEntry("account.sqlite", Digest.of(bench.bucket().resolve("account.sqlite")));
    assertForgotten(bench, report, what);
    var reading = new DirectReader(new SqliteDatabases()).read(new PdsFiles(), databases(bench.volume()));
    assertThat(reading.check().defects()).as(what + ": what is live").isEmpty();
    assertThat(reading.contents().items()).as(what + ": what is live").isEqualTo(told.items());
    assertSequenced(bench, report, told, what);
  }

  /// The live cache is the snapshot's, but for what it had heard of DIDs, unless that cannot be thrown away, which is said.
  private static void assertForgotten(Bench bench, Replaced report, String what) throws SQLException {
    var old = tables(bench.bucket().resolve("did_cache.sqlite"));
    var now = tables(bench.volume().resolve("did_cache.sqlite"));
    if (report.fixUp().edited().contains("did_cache")) {
      assertThat(rows(now, "did_doc")).as(what).isEmpty();
      now.remove("did_doc");
      old.remove("did_doc");
    }
    assertThat(now).as(what).isEqualTo(old);
  }

  /// The live sequencer is the snapshot's, and what is told of each account behind all numbers that were given out.
  private static void assertSequenced(Bench bench, Replaced report, Contents told, String what) throws SQLException {
    var old = tables(bench.bucket().resolve("sequencer.sqlite"));
    var now = tables(bench.volume().resolve("sequencer.sqlite"));
    assertThat(now.keySet()).as(what).isEqualTo(old.keySet());
    var added = new ArrayList<String>(rows(now, "repo_seq"));
    rows(old, "repo_seq").forEach(row -> assertThat(added.remove(row)).as(what + " keeps " + row).isTrue());
    now.remove("repo_seq");
    old.remove("repo_seq");
    now.remove("sqlite_sequence");
    old.remove("sqlite_sequence");
    assertThat(now).as(what).isEqualTo(old);
    // A table may give the same DID to two.
    var events = Stream.of("account", "active")
        .mapToLong(part -> told.with(part).stream().map(Item::id).distinct().count()).sum();
    assertThat(added.size()).as(what + " announces all accounts").isEqualTo((int) events);
    var target = Objects.requireNonNull(report.fixUp().numbers().get("sequence.target"));
    assertThat(target).as(what).isGreaterThanOrEqualTo(FLOOR)
        .isGreaterThanOrEqualTo(told.number("sequence.last").orElse(0L));
    assertThat(lowest(bench.volume().resolve("sequencer.sqlite"), events)).as(what + " goes on behind " + target)
        .isGreaterThan(target);
  }

  /// The lowest number of as many events as were added, which must be the last ones.
  private static long lowest(Path sequencer, long added) throws SQLException {
    if (added == 0) {
      return Long.MAX_VALUE;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sequencer);
        var statement = connection.createStatement();
        var row = statement
            .executeQuery("SELECT min(seq) FROM (SELECT seq FROM repo_seq ORDER BY seq DESC LIMIT " + added + ")")) {
      return row.getLong(1);
    }
  }

  private static List<String> rows(Map<String, List<String>> tables, String name) {
    return tables.getOrDefault(name, List.of());
  }

  /// Every row of every table, as SQLite writes it down; and the schema.
  private static SortedMap<String, List<String>> tables(Path file) throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      var columns = new TreeMap<String, List<String>>();
      try (var row = statement.executeQuery("SELECT t.name, c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c"
          + " WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'")) {
        while (row.next()) {
          columns.computeIfAbsent(row.getString(1), _ -> new ArrayList<>()).add(quoted(row.getString(2)));
        }
      }
      for (var table : columns.entrySet()) {
        var all = new ArrayList<String>();
        try (var row = statement.executeQuery("SELECT " + String.join(", ", table.getValue().stream()
            .map(column -> "quote(" + column + ")").toList()) + " FROM " + quoted(table.getKey()) + " NOT INDEXED")) {
          while (row.next()) {
            var text = new StringBuilder();
            for (var i = 1; i <= table.getValue().size(); i++) {
              text.append(row.getString(i)).append(' ');
            }
            all.add(text.toString());
          }
        }
        Collections.sort(all);
        tables.put(table.getKey(), all);
      }
      tables.put("", schema(statement));
    }
    return tables;
  }

  private static List<String> schema(Statement statement) throws SQLException {
    var schema = new ArrayList<String>();
    try (var row = statement
        .executeQuery("SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema")) {
      while (row.next()) {
        schema.add(row.getString(1));
      }
    }
    Collections.sort(schema);
    return schema;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Map<String, Path> databases(Path folder) {
    var files = new TreeMap<String, Path>();
    Bench.DATABASES.forEach(name -> files.put(name, folder.resolve(name + ".sqlite")));
    files.values().removeIf(Files::notExists);
    return files;
  }
}
