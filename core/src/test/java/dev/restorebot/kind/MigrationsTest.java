package dev.restorebot.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final String TABLE = "CREATE TABLE migrations (id integer PRIMARY KEY, name text UNIQUE)";
  @TempDir
  Path folder;

  @ParameterizedTest(name = "{0} over {1}: {2}")
  @CsvSource(delimiter = '|', textBlock = """
      1 2   | 1 2   |
      1 2 3 | 1 2   | REFUSAL snapshot-of-newer-program: migration 3 of the a database
      1     | 1 2 3 | NOTE snapshot-of-older-program: migrations 2, 3 of the a database
      1 x   | 1 y   | REFUSAL snapshot-of-newer-program: migration x of the a database; NOTE snapshot-of-older-program: migration y of the a database
      1 2 3 |       |
            | 1 2   |
      """)
  void comparesWhatWasAppliedToASnapshotWithWhatIsLive(String snapshot, String live, String told) throws Exception {
    var findings =
        Migrations.between(contents(snapshot), contents(live), "PDS", Severity.REFUSAL, "It does not start.");

    assertThat(findings).hasSize(told == null ? 0 : told.split(";").length);
    for (var finding : told == null ? new String[0] : told.split("; ")) {
      assertThat(findings).anySatisfy(found -> {
        assertThat(finding).startsWith(found.severity() + " " + found.code() + ": ");
        assertThat(found.text()).contains(finding.substring(finding.indexOf(": ") + 2));
      });
    }
  }

  @Test
  void namesAFewOfMany() throws Exception {
    var finding =
        Migrations.between(contents("1 2 3 4 5 6 7 8"), contents("1"), "PDS", Severity.REFUSAL, "Then.").getFirst();

    assertThat(finding.text()).contains("migrations 2, 3, 4, 5, 6 and 2 more of the a database");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "CREATE TABLE other (name text)",
      "CREATE VIEW migrations AS SELECT 1 AS id, 'x' AS name",
      "CREATE TABLE migrations (id integer)",
      TABLE + "; INSERT INTO migrations SELECT value, 'm' || value FROM generate_series(1, 1001)",
      TABLE + "; INSERT INTO migrations VALUES (1, hex(zeroblob(200))), (2, ''), (3, NULL)"})
  void takesNothingFromATableThatNoProgramWrote(String hostile) throws Exception {
    assertThat(figures(hostile)).isEmpty();
  }

  private Contents contents(String names) throws SQLException {
    var sql = new StringBuilder(TABLE);
    var place = 1;
    for (var name : names == null || names.isBlank() ? new String[0] : names.split(" ")) {
      sql.append("; INSERT INTO migrations VALUES (").append(place++).append(", '").append(name).append("')");
    }
    return new Contents(List.of(), figures(sql.toString()), null, List.of());
  }

  private SortedMap<String, Long> figures(String sql) throws SQLException {
    var file = folder.resolve(Integer.toHexString(sql.hashCode()) + System.nanoTime() + ".sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql.replace("generate_series(1, 1001)",
          "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 1001) SELECT value FROM n)"));
    }
    return new SqliteDatabases().read(file, connection -> Migrations.in(connection, "a", "migrations", "id"));
  }
}
