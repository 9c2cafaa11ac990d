package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.run.Inbox;
import dev.restorebot.run.Inbox.InboxException;
import dev.restorebot.run.InboxContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

class SqliteInboxTest extends InboxContract {
  @TempDir
  Path folder;

  private final InstantSource time = InstantSource.fixed(AT);
  private Path file;
  private Connection connection;
  private SqliteInbox inbox;

  @Override
  protected Inbox inbox(InstantSource clock) {
    return SqliteInbox.open(folder.resolve("contract.db"), clock);
  }

  @BeforeEach
  void openTheFile() {
    file = folder.resolve("inbox.db");
    connection = SqliteInbox.DATABASE.open(file);
    inbox = SqliteInbox.on(file, connection, time);
  }

  @AfterEach
  void closeIt() {
    inbox.close();
  }

  @Test
  void isDurableWhenItReturns() throws SQLException {
    assertThat(asked("PRAGMA journal_mode")).isEqualTo("wal");
    assertThat(asked("PRAGMA synchronous")).isEqualTo("2");
  }

  @Test
  void hasItAllAfterARestart() {
    inbox.keep(item("a"));
    inbox.keep(item("b"));
    inbox.keep(item("c"));
    inbox.done("b");
    inbox.close();

    try (var again = SqliteInbox.open(file, time)) {
      assertThat(again.open()).containsExactly(item("a"), item("c"));
      assertThat(again.keep(item("b"))).isFalse();
    }
  }

  @Test
  void leavesNoTextOfWhatIsDone() throws SQLException {
    inbox.keep(item("a"));
    inbox.done("a");
    inbox.close();

    try (var raw = raw();
        var statement = raw.createStatement();
        var rows = statement.executeQuery("SELECT text FROM item")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEmpty();
    }
  }

  @Test
  void writesTogetherWhatComesTogether() throws Exception {
    var commits = new AtomicInteger();
    connection.unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
      @Override
      public void onCommit() {
        commits.incrementAndGet();
      }

      @Override
      public void onRollback() {}
    });
    set("PRAGMA busy_timeout = 60000");
    var people = new ArrayList<Thread>();

    try (var raw = raw(); var statement = raw.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (var i = 0; i < 50; i++) {
        var key = "k" + i;
        people.add(Thread.ofPlatform().start(() -> inbox.keep(item(key))));
      }
      while (!people.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
        Thread.onSpinWait();
      }
      statement.execute("COMMIT");
    }
    for (var thread : people) {
      thread.join();
    }

    assertThat(inbox.open()).hasSize(50);
    assertThat(commits).hasValueBetween(1, 2);
  }

  @Test
  void saysThatAnotherProgramHoldsTheFile() throws SQLException {
    set("PRAGMA busy_timeout = 1");
    try (var raw = raw(); var statement = raw.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> inbox.keep(item("a"))).isInstanceOf(InboxException.class)
          .hasMessageStartingWith("could not write to the inbox " + file + ": [SQLITE_BUSY]");
      statement.execute("ROLLBACK");
    }

    assertThat(inbox.open()).isEmpty();
    assertThat(inbox.keep(item("a"))).isTrue();
  }

  @Test
  void waitsNoLongerThanPeopleDo() throws SQLException {
    assertThat(asked("PRAGMA busy_timeout")).isEqualTo("1000");
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnWhenItIsNot() throws SQLException {
    inbox.keep(item("before"));
    set("PRAGMA max_page_count = " + asked("PRAGMA page_count"));

    assertThatThrownBy(() -> inbox.keep(new Inbox.Item("a", AT, "x".repeat(100_000))))
        .isInstanceOf(InboxException.class)
        .hasMessageStartingWith("could not write to the inbox " + file + ": [SQLITE_FULL]");
    assertThat(inbox.open()).containsExactly(item("before"));

    set("PRAGMA max_page_count = 100000");
    assertThat(inbox.keep(item("a"))).isTrue();
    assertThat(inbox.open()).containsExactly(item("before"), item("a"));
  }

  @Test
  void saysThatTheFileCannotBeWritten() throws SQLException {
    inbox.keep(item("a"));
    set("PRAGMA query_only = true");

    assertThatThrownBy(() -> inbox.keep(item("b"))).isInstanceOf(InboxException.class)
        .hasMessageStartingWith("could not write to the inbox " + file + ": [SQLITE_READONLY]");
    inbox.done("a");
    assertThat(inbox.open()).isEmpty();

    set("PRAGMA query_only = false");
    assertThat(inbox.keep(item("b"))).isTrue();
    assertThat(asked("SELECT group_concat(key) FROM item WHERE done_at IS NULL")).isEqualTo("b");
  }

  @Test
  void saysThatItIsClosed() {
    inbox.close();

    assertThatThrownBy(() -> inbox.keep(item("a"))).isInstanceOf(InboxException.class)
        .hasMessage("the inbox " + file + " is closed");
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAsItIs() throws Exception {
    var other = folder.resolve("other");
    var content = "not a database at all, but quite a long text about something else\n".repeat(100);
    Files.writeString(other, content);

    assertThatThrownBy(() -> SqliteInbox.open(other, time)).isInstanceOf(InboxException.class)
        .hasMessageContaining("the inbox " + other).hasMessageContaining("not a database");
    assertThat(other).hasContent(content);
  }

  @Test
  void refusesTheFileOfAJournal() {
    var journal = folder.resolve("restorebot.db");
    SqliteJournal.DATABASE.open(journal);

    assertThatThrownBy(() -> SqliteInbox.open(journal, time)).isInstanceOf(InboxException.class)
        .hasMessageContaining("the inbox " + journal);
  }

  private void set(String pragma) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(pragma);
    }
  }

  private String asked(String sql) throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  private Connection raw() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
