package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Person;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteJournalTest {
  private static final RunId ONE = new RunId("r-one1");
  private static final RunId TWO = new RunId("r-two2");
  private static final Instant AT = Instant.parse("2026-02-26T12:00:00.123456789Z");

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("restorebot.db");
  }

  @Test
  void readsWhatWasAppendedAlsoAfterARestart() {
    try (var journal = open()) {
      journal.append(ONE, 0, AT, new Recovered());
      journal.append(TWO, 0, AT.plusSeconds(1), new CancelAsked(new Person("sandbox:alice")));
      journal.append(ONE, 1, AT.plusSeconds(2), new Recovered());
    }

    try (var journal = open()) {
      assertThat(journal.after(0)).containsExactly(new Entry(1, ONE, AT, new Recovered()),
          new Entry(2, TWO, AT.plusSeconds(1), new CancelAsked(new Person("sandbox:alice"))),
          new Entry(3, ONE, AT.plusSeconds(2), new Recovered()));
      assertThat(journal.after(2)).extracting(Entry::number).containsExactly(3L);
      assertThat(ChainLink.fault(journal.links(0))).isEmpty();
    }
  }

  @Test
  void isDurableWhenItReturns() throws SQLException {
    try (var connection = SqliteJournal.DATABASE.open(file); var statement = connection.createStatement()) {
      assertThat(asked(statement, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(asked(statement, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(asked(statement, "PRAGMA busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void makesTheFolderThatIsMissing() {
    file = folder.resolve("a/b/restorebot.db");

    open().close();

    assertThat(file).exists();
  }

  @Test
  void refusesAWriterThatHasNotSeenTheNewestEntry() {
    try (var one = open(); var other = open()) {
      one.append(ONE, 0, AT, new Recovered());
      other.append(ONE, 1, AT, new Recovered());

      assertThatThrownBy(() -> one.append(ONE, 1, AT, new Recovered())).isInstanceOf(JournalException.class)
          .hasMessage("run r-one1 has entry 2, and 1 was the newest known: another restorebot writes to " + file);
      assertThat(one.after(0)).hasSize(2);
      assertThat(other.append(ONE, 2, AT, new Recovered()).number()).isEqualTo(3);
    }
  }

  @Test
  void letsTwoWritersAppendToTwoRuns() {
    try (var one = open(); var other = open()) {
      one.append(ONE, 0, AT, new Recovered());
      other.append(TWO, 0, AT, new Recovered());
      one.append(ONE, 1, AT, new Recovered());

      assertThat(ChainLink.fault(other.links(0))).isEmpty();
      assertThat(other.after(0)).extracting(Entry::number).containsExactly(1L, 2L, 3L);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      UPDATE entry SET at = '' WHERE number = 2 | never changed
      DELETE FROM entry WHERE number = 2        | never deleted
      DELETE FROM entry                         | never deleted
      """)
  void isNeverChanged(String sql, String refusal) throws SQLException {
    threeEntries();

    try (var connection = raw(); var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class).hasMessageContaining(refusal);
    }
    try (var journal = open()) {
      assertThat(journal.after(0)).hasSize(3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      an event    | UPDATE entry SET event = '{"event":"cancel_asked","by":"sandbox:bob"}' WHERE number = 2 | entry 2 is not
      a time      | UPDATE entry SET at = '2026-02-26T12:00:01Z' WHERE number = 1                           | entry 1 is not
      a run       | UPDATE entry SET run = 'r-two2' WHERE number = 3                                        | entry 3 is not
      a digest    | UPDATE entry SET digest = (SELECT digest FROM entry WHERE number = 1) WHERE number = 2  | entry 2 is not
      the first   | DELETE FROM entry WHERE number = 1                                                      | entry 1 is missing
      the second  | DELETE FROM entry WHERE number = 2                                                      | entry 2 is missing
      close up    | DELETE FROM entry WHERE number = 2; UPDATE entry SET number = 2 WHERE number = 3        | entry 2 is not
      inserted    | INSERT INTO entry SELECT 4, run, at, event, digest FROM entry WHERE number = 3          | entry 4 is not
      pushed in   | UPDATE entry SET number = 4 WHERE number = 3; INSERT INTO entry SELECT 3, run, at, event, digest FROM entry WHERE number = 2 | entry 3 is not
      reordered   | UPDATE entry SET number = 9 WHERE number = 1; UPDATE entry SET number = 1 WHERE number = 2; UPDATE entry SET number = 2 WHERE number = 9 | entry 1 is not
      """)
  void showsWhatWasTamperedWith(@SuppressWarnings("unused") String what, String sql, String fault)
      throws SQLException {
    threeEntries();
    try (var connection = raw(); var statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER entry_is_never_changed");
      statement.execute("DROP TRIGGER entry_is_never_deleted");
      statement.executeUpdate(sql);
    }

    try (var journal = open()) {
      assertThat(ChainLink.fault(journal.links(0)).orElse("no fault")).startsWith(fault);
    }
  }

  @Test
  void leavesAJournalOfANewerVersionAsItIs() throws Exception {
    threeEntries();
    try (var connection = raw(); var statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_history SELECT 99, '999', 'from the future', 'SQL', 'V999__future.sql', 1,"
          + " installed_by, installed_on, 1, 1 FROM schema_history WHERE version = '1'");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    var before = Files.readAllBytes(file);

    assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessage("the journal " + file
        + " was written by a newer restorebot (schema 999); this version leaves it as it is. Use the newer version.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void readsAllButTheEntryThatCannotBeRead() throws SQLException {
    threeEntries();
    write(4, "r-one1", "2026-02-26T12:00:00Z", "{\"event\":\"teleported\"}");
    write(5, "r-one1", "at noon", "{\"event\":\"recovered\"}");
    write(6, "nobody's", "2026-02-26T12:00:00Z", "{\"event\":\"recovered\"}");
    write(7, "r-two2", "2026-02-26T12:00:05Z", "{\"event\":\"recovered\"}");

    try (var journal = open()) {
      assertThat(journal.after(3)).containsExactly(
          new Entry(4, ONE, Instant.parse("2026-02-26T12:00:00Z"), new Unreadable("teleported",
              "this version knows no \"teleported\"", null, Unreadable.Bearing.STATE)),
          new Entry(5, ONE, Instant.parse("2026-02-26T12:00:00Z"), new Recovered()),
          new Entry(7, TWO, Instant.parse("2026-02-26T12:00:05Z"), new Recovered()));
      assertThat(journal.links(3)).hasSize(4);
    }
  }

  @Test
  void refusesAJournalWithAnEntryOfANewerVersionAndLeavesItAsItIs() throws Exception {
    threeEntries();
    write(4, "r-one1", "2026-02-26T12:00:00Z", "{\"version\":7,\"event\":\"teleported\"}");
    var before = Files.readAllBytes(file);

    try (var journal = open()) {
      assertThatThrownBy(() -> journal.after(0)).isInstanceOf(JournalException.class).hasMessage("the journal " + file
          + " was written by a newer restorebot (entry 4: format 7; this version reads up to 5); this version leaves it as"
          + " it is. Use the newer version.");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private void write(long number, String run, String at, String event) throws SQLException {
    try (var connection = raw();
        var insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, '')")) {
      insert.setLong(1, number);
      insert.setString(2, run);
      insert.setString(3, at);
      insert.setString(4, event);
      insert.executeUpdate();
    }
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAsItIs() throws Exception {
    var content = "not a database at all, but quite a long text about something else\n".repeat(100);
    Files.writeString(file, content);

    assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining(file.toString())
        .hasMessageContaining("not a database");
    assertThat(file).hasContent(content);
  }

  @Test
  void refusesADatabaseOfSomethingElse() throws SQLException {
    try (var connection = raw(); var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE actor (did TEXT)");
    }

    assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining(file.toString());
    try (var connection = raw(); var statement = connection.createStatement()) {
      assertThat(asked(statement, "SELECT group_concat(name) FROM sqlite_schema")).isEqualTo("actor");
    }
  }

  private void threeEntries() {
    try (var journal = open()) {
      journal.append(ONE, 0, AT, new Recovered());
      journal.append(ONE, 1, AT, new CancelAsked(new Person("sandbox:alice")));
      journal.append(ONE, 2, AT, new Recovered());
    }
  }

  private SqliteJournal open() {
    return SqliteJournal.open(file, new JournalCodec());
  }

  private Connection raw() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static String asked(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      return Objects.requireNonNull(rows.getString(1));
    }
  }
}
