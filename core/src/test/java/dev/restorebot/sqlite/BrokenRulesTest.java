package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.database.DatabaseCheck.Damaged;
import dev.restorebot.database.DatabaseCheck.Sound;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that break a rule of their own table are told, with how many there are, and are no damage.
class BrokenRulesTest {
  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) ";

  private final SqliteDatabases databases = new SqliteDatabases();
  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void aDatabase() throws SQLException {
    file = folder.resolve("rules.sqlite");
    write("CREATE TABLE person (name text PRIMARY KEY)", "INSERT INTO person VALUES ('ann')",
        "CREATE TABLE pet (owner text REFERENCES person (name))", "INSERT INTO pet VALUES ('ann')");
  }

  @Test
  void countsRowsThatReferToNothing() throws SQLException {
    write("INSERT INTO pet VALUES ('nobody'), ('nowhere')");

    flaws(Map.of("pet refers to rows of person that are not there", 2L));
  }

  @Test
  void countsRowsThatReferToATableThatIsNotThere() throws SQLException {
    write("CREATE TABLE toy (pet text REFERENCES cat (name))", "INSERT INTO toy VALUES ('tom')");

    flaws(Map.of("toy refers to rows of cat that are not there", 1L));
  }

  @Test
  void countsRowsWithoutAValueThatTheirTableWants() throws SQLException {
    write("CREATE TABLE note (text text)", NUMBERS + "INSERT INTO note SELECT NULL FROM n",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE note (text text NOT NULL)' WHERE name = 'note'");

    flaws(Map.of("NULL value in note.text", 500L));
    assertThat(databases.<String>readSound(file, _ -> "read")).isEqualTo("read");
  }

  @Test
  void countsRowsThatAConditionForbids() throws SQLException {
    write("PRAGMA ignore_check_constraints = ON", "CREATE TABLE note (text text, CHECK (text <> 'no'))",
        "INSERT INTO note VALUES ('yes'), ('no')");

    assertThat(databases.check(file, Set.of("note"))).isInstanceOf(Sound.class);
  }

  @Test
  void findsDamageBehindManyRowsThatBreakARule() throws SQLException {
    write("CREATE TABLE note (text text, year int)", "CREATE INDEX by_year ON note (year)",
        NUMBERS + "INSERT INTO note SELECT NULL, max(0, i - 490) FROM n", "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE note (text text NOT NULL, year int)' WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_year ON note (year DESC)' WHERE name = 'by_year'");

    assertThat(databases.check(file, Set.of())).isInstanceOfSatisfying(Damaged.class,
        damaged -> assertThat(damaged.reason()).startsWith("fails integrity_check: row ")
            .endsWith(" missing from index by_year"));
  }

  @Test
  void tellsOfAFullTextIndexThatDoesNotMatchItsText() throws SQLException {
    write("CREATE VIRTUAL TABLE words USING fts5(text)", "INSERT INTO words VALUES ('hello world')",
        "UPDATE words_content SET c0 = 'another text'");

    assertThat(databases.check(file, Set.of())).isInstanceOfSatisfying(Sound.class,
        sound -> assertThat(sound.flaws()).containsOnlyKeys("fts5: checksum mismatch for table \"words\""));
  }

  private void flaws(Map<String, Long> expected) {
    assertThat(databases.check(file, Set.of("pet"))).isInstanceOfSatisfying(Sound.class,
        sound -> assertThat(sound.flaws()).isEqualTo(expected));
  }

  private void write(String... statements) throws SQLException {
    new DatabaseWriter(file).write(statements);
  }
}
