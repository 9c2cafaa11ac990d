package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.database.DatabaseCheck.Damaged;
import dev.restorebot.database.DatabaseCheck.PartlyChecked;
import dev.restorebot.database.DatabaseCheck.Sound;
import dev.restorebot.database.Databases.DatabaseException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Databases with parts that only the application has which wrote them: what needs them cannot be checked here, and is told; the rest
/// is checked, and the pages of all.
class OwnPartsTest {
  private static final int PAGE = 4096;
  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) ";

  private final SqliteDatabases databases = new SqliteDatabases();
  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void aDatabase() throws SQLException {
    file = folder.resolve("own.sqlite");
    write("CREATE TABLE person (name text PRIMARY KEY)", "INSERT INTO person VALUES ('ann')");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "(text text COLLATE own UNIQUE)| no such collation sequence: own",
      "(text text COLLATE own PRIMARY KEY) WITHOUT ROWID| no such collation sequence: own",
      "(text text, made text AS (mine(text)) VIRTUAL NOT NULL)| unknown function: mine()"})
  void checksThePagesOfATableThatNeedsThem(String columns, String reason) throws Exception {
    write("CREATE TABLE note " + columns, NUMBERS + "INSERT INTO note SELECT hex(i) || hex(zeroblob(40)) FROM n");

    partly("table note: " + reason);
    assertThat(check().sound()).get().satisfies(sound -> assertThat(sound.rows()).containsEntry("note", 2000L));

    damage("note");
    assertThat(check()).isInstanceOf(Damaged.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"(text COLLATE own)| no such collation sequence: own",
      "(mine(text))| unknown function: mine()", "(text) WHERE mine(text) <> ''| unknown function: mine()"})
  void checksThePagesOfAnIndexThatNeedsThem(String index, String reason) throws Exception {
    write("CREATE TABLE note (text text)", NUMBERS + "INSERT INTO note SELECT hex(i) || hex(zeroblob(40)) FROM n",
        "CREATE INDEX by_text ON note " + index);

    partly("table note: " + reason);

    damage("by_text");
    assertThat(check()).isInstanceOf(Damaged.class);
  }

  @Test
  void checksOtherTablesInFull() throws SQLException {
    write("CREATE TABLE note (text text COLLATE own UNIQUE)", "INSERT INTO note VALUES ('a'), ('b')",
        "CREATE TABLE other (year int)", "CREATE INDEX by_year ON other (year)",
        NUMBERS + "INSERT INTO other SELECT i FROM n",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_year ON other (year DESC)' WHERE name = 'by_year'");

    assertThat(check()).isInstanceOfSatisfying(Damaged.class,
        damaged -> assertThat(damaged.reason()).endsWith("missing from index by_year"));
  }

  @Test
  void followsTheReferencesThatItCan() throws SQLException {
    write("CREATE TABLE kind (name text COLLATE own PRIMARY KEY)", "INSERT INTO kind VALUES ('cat'), ('dog')",
        "CREATE TABLE pet (kind text REFERENCES kind (name))", "INSERT INTO pet VALUES ('cat'), ('dog')",
        "CREATE TABLE toy (owner text REFERENCES person (name))", "INSERT INTO toy VALUES ('nobody')");

    partly("table kind: no such collation sequence: own", "references of table pet: no such collation sequence: own");
    assertThat(check().sound()).get().satisfies(
        sound -> assertThat(sound.flaws()).containsOnlyKeys("toy refers to rows of person that are not there"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"fts4| fts4(text, tokenize=icu de_DE)| unknown tokenizer: icu",
      "fts5| fts5(text, tokenize=jieba)| SQL logic error"})
  void passesOverAVirtualTableWithATokenizerOfItsOwn(String module, String own, String reason) throws Exception {
    write("CREATE VIRTUAL TABLE words USING " + module + "(text)", "INSERT INTO words VALUES ('hello world')",
        "CREATE TABLE note (text text)", NUMBERS + "INSERT INTO note SELECT hex(i) || hex(zeroblob(40)) FROM n",
        "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE words USING " + own
            + "' WHERE name = 'words'");

    partly("virtual table words: " + reason);
    assertThat(databases.<String>readSound(file, _ -> "read")).isEqualTo("read");

    damage("note");
    assertThat(check()).isInstanceOf(Damaged.class);
    assertThatThrownBy(() -> databases.readSound(file, _ -> "read")).isInstanceOf(DatabaseException.class);
  }

  @Test
  void tellsOfAVirtualTableWhoseModuleIsNotHere() throws SQLException {
    write("PRAGMA writable_schema = ON", "INSERT INTO sqlite_schema VALUES ('table', 'near', 'near', 0,"
        + " 'CREATE VIRTUAL TABLE near USING vec0(at float[3])')");

    partly("virtual table near: no such module: vec0");
  }

  @Test
  void hasNothingAgainstViewsAndTriggersThatNeedThem() throws SQLException {
    write("CREATE VIEW loud AS SELECT mine(name) FROM person",
        "CREATE TRIGGER noted AFTER INSERT ON person BEGIN SELECT mine(new.name); END");

    assertThat(check()).isInstanceOf(Sound.class);
  }

  private DatabaseCheck check() {
    return databases.check(file, Set.of("person"));
  }

  private void partly(String... unchecked) {
    assertThat(check()).isInstanceOfSatisfying(PartlyChecked.class,
        check -> assertThat(check.unchecked()).containsExactly(unchecked));
  }

  /// Overwrites a page of the table or index called `name` that is not its first.
  private void damage(String name) throws IOException {
    var page = databases.<Long>read(file, connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT max(pageno) FROM dbstat WHERE name = '" + name + "'")) {
        return row.getLong(1);
      }
    });
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek((page - 1) * PAGE);
      raw.write(new byte[PAGE]);
    }
  }

  private void write(String... statements) throws SQLException {
    new DatabaseWriter(file).write(statements);
  }
}
