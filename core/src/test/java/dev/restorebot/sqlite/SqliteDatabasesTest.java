package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.database.DatabaseCheck.Damaged;
import dev.restorebot.database.DatabaseCheck.Sound;
import dev.restorebot.database.Databases.DatabaseException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteDatabasesTest {
  private static final int PAGE = 4096;

  private final SqliteDatabases databases = new SqliteDatabases();
  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void aSoundDatabase() throws SQLException {
    file = folder.resolve("sound.sqlite");
    write("CREATE TABLE person (name text PRIMARY KEY, born int)", "CREATE INDEX by_year ON person (born)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            + " INSERT INTO person SELECT 'person ' || i, 1900 + i FROM n",
        "CREATE TABLE \"odd \"\"name\" (id int)");
  }

  @Test
  void countsTheRowsOfASoundDatabase() {
    var check = databases.check(file, Set.of("person"));

    assertThat(check).isInstanceOfSatisfying(Sound.class, sound -> {
      assertThat(sound.pages()).isGreaterThan(5);
      assertThat(sound.rows()).isEqualTo(Map.of("person", 500L, "odd \"name", 0L));
    });
    assertThat(names()).containsExactly("sound.sqlite");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(databases.check(folder.resolve("nowhere"), Set.of())).isEqualTo(new Damaged("is not there"));
  }

  @Test
  void refusesAnEmptyFileThatSqliteWouldCallSound() throws IOException {
    Files.write(file, new byte[0]);

    assertThat(databases.check(file, Set.of())).isEqualTo(new Damaged("is 0 bytes"));
  }

  @Test
  void refusesGarbage() throws IOException {
    Files.writeString(file, "<html>not found</html>".repeat(100));

    assertThat(databases.check(file, Set.of())).isEqualTo(new Damaged("is not a SQLite database"));
  }

  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    var pages = Files.size(file) / PAGE;
    cut(3L * PAGE);

    assertThat(databases.check(file, Set.of()))
        .isEqualTo(new Damaged("is cut short: 3 of " + pages + " pages are there"));
  }

  @Test
  void refusesAFileThatIsCutWithinItsHeader() throws IOException {
    cut(50);

    assertThat(databases.check(file, Set.of())).isEqualTo(new Damaged("is not a SQLite database"));
  }

  @Test
  void refusesAnIndexThatDoesNotMatchItsTable() throws SQLException {
    write("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = 'CREATE INDEX by_year ON person (born DESC)'"
        + " WHERE name = 'by_year'");

    assertThat(databases.check(file, Set.of())).isInstanceOfSatisfying(Damaged.class,
        damaged -> assertThat(damaged.reason()).startsWith("fails integrity_check: "));
  }

  @Test
  void refusesOverwrittenPages() throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(2L * PAGE);
      raw.write(new byte[PAGE]);
    }

    assertThat(databases.check(file, Set.of())).isInstanceOf(Damaged.class);
  }

  @Test
  void saysWhatIsDamagedThoughSqliteBreaksOffOverIt() throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(PAGE);
      raw.write(new byte[(int) Files.size(file) - PAGE]);
    }

    assertThat(databases.check(file, Set.of())).isInstanceOfSatisfying(Damaged.class,
        damaged -> assertThat(damaged.reason()).startsWith("fails integrity_check: ").contains("page"));
  }

  @Test
  void refusesADatabaseWithoutARequiredTable() {
    assertThat(databases.check(file, Set.of("person", "pet"))).isEqualTo(new Damaged("has no table pet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm", "-journal"})
  void refusesWhatAnotherDatabaseLeftBeside(String ending) throws IOException {
    Files.writeString(folder.resolve("sound.sqlite" + ending), "stale");

    assertThat(databases.check(file, Set.of())).isEqualTo(new Damaged("has a left-over " + ending + " beside it"));
  }

  @Test
  void seesWhatIsOnlyInTheWal() throws Exception {
    var copy = walCopy();

    assertThat(rowsOf(copy)).isEqualTo(501L);
  }

  @Test
  void readsADatabaseInWalModeAndLeavesNothingBeside() throws Exception {
    write("PRAGMA journal_mode = WAL", "INSERT INTO person VALUES ('new', 1)");

    assertThat(rowsOf(file)).isEqualTo(501L);
    assertThat(databases.check(file, Set.of())).isInstanceOf(Sound.class);
    assertThat(names()).containsExactly("sound.sqlite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.sqlite", "what?.sqlite", "50%25#.sqlite", "&mode=rwc.sqlite", "ümläut.sqlite",
      "did:plc:a"})
  void opensFilesWithOddNames(String name) throws IOException {
    var odd = Files.copy(file, folder.resolve(name));

    assertThat(databases.check(odd, Set.of("person"))).isInstanceOf(Sound.class);
    long rows = databases.edit(odd, SqliteDatabasesTest::count);
    assertThat(rows).isEqualTo(500);
    assertThat(names()).containsExactlyInAnyOrder("sound.sqlite", name);
  }

  @Test
  void editsInOneFile() throws Exception {
    var copy = walCopy();

    databases.edit(copy, connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate("INSERT INTO person VALUES ('newest', 2)");
      }
    });

    assertThat(SqliteDatabases.sidecars(copy)).isEmpty();
    assertThat(rowsOf(copy)).isEqualTo(502L);
  }

  @Test
  void editsNothingWhenAnEditFails() throws IOException {
    var before = Files.readAllBytes(file);

    assertThatThrownBy(() -> databases.edit(file, connection -> {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM person");
        return statement.executeUpdate("DELETE FROM nowhere");
      }
    })).isInstanceOf(DatabaseException.class).hasMessageContaining("change sound.sqlite")
        .hasMessageContaining("no such table");

    assertThat(file).hasBinaryContent(before);
    assertThat(names()).containsExactly("sound.sqlite");
  }

  @Test
  void createsNoDatabaseThatIsNotThere() {
    assertThatThrownBy(() -> databases.edit(folder.resolve("nowhere"), SqliteDatabasesTest::count))
        .isInstanceOf(DatabaseException.class);

    assertThat(names()).containsExactly("sound.sqlite");
  }

  /// A copy of the database and its `-wal`, taken while somebody had it open.
  private Path walCopy() throws SQLException, IOException {
    var copy = folder.resolve("copy.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(connection, "PRAGMA journal_mode = WAL");
      execute(connection, "INSERT INTO person VALUES ('new', 1)");
      Files.copy(file, copy);
      Files.copy(folder.resolve("sound.sqlite-wal"), folder.resolve("copy.sqlite-wal"));
    }
    return copy;
  }

  private long rowsOf(Path database) {
    return databases.read(database, SqliteDatabasesTest::count);
  }

  private static long count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM person")) {
      return result.getLong(1);
    }
  }

  private void cut(long length) throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(length);
    }
  }

  private void write(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (var statement : statements) {
        execute(connection, statement);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> names() {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
