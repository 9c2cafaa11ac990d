package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Ask;
import dev.restorebot.approval.Ask.Outcome;
import dev.restorebot.approval.Person;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAskBookTest {
  private static final Instant NOON = Instant.parse("2026-02-25T12:00:00Z");

  @TempDir
  private Path folder;

  @Test
  void keepsWhatWasAskedAsItWasTyped() {
    var refused = new Ask(NOON.plusSeconds(1), new Person("slack:U0EVE"), "slack:C0OPS", "/diagnose \u202Epds",
        Outcome.REFUSED);
    try (var book = open()) {
      book.note(ask(NOON, "/restore list pds"));
      book.note(refused);
    }
    try (var book = open()) {
      assertThat(book.all()).containsExactly(ask(NOON, "/restore list pds"), refused);
    }
  }

  @Test
  void keepsTheNewestTenThousand() throws SQLException {
    try (var book = open()) {
      book.note(ask(NOON, "first"));
      book.note(ask(NOON, "second"));
      renumbered(SqliteAskBook.MOST - 1);

      book.note(ask(NOON, "ten-thousandth after the first"));

      assertThat(book.all()).extracting(Ask::question).containsExactly("second", "ten-thousandth after the first");
    }
  }

  /// As if so many had been asked after the first.
  private void renumbered(int count) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("UPDATE sqlite_sequence SET seq = " + (count + 1) + " WHERE name = 'ask'");
    }
  }

  @Test
  void keepsThemForFourHundredDays() {
    try (var book = open()) {
      book.note(ask(NOON, "old"));
      book.note(ask(NOON.plusSeconds(1), "not so old"));
      book.note(ask(NOON.plus(Duration.ofDays(400)).plusSeconds(1), "new"));

      assertThat(book.all()).extracting(Ask::question).containsExactly("not so old", "new");
    }
  }

  @Test
  void keepsNoMoreOfAQuestionThanItsBeginning() {
    assertThat(ask(NOON, "x".repeat(10_000)).question()).hasSize(200);
  }

  @Test
  void letsNobodyChangeWhatWasAsked() throws SQLException {
    try (var book = open();
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      book.note(ask(NOON, "/restore status"));

      assertThatThrownBy(() -> statement.execute("UPDATE ask SET person = 'slack:U0BOB'"))
          .hasMessageContaining("what was asked is not changed");
      assertThat(book.all().getFirst().by()).isEqualTo(new Person("slack:U0ALICE"));
    }
  }

  private static Ask ask(Instant at, String question) {
    return new Ask(at, new Person("slack:U0ALICE"), "slack:C0OPS", question, Outcome.ANSWERED);
  }

  private SqliteAskBook open() {
    return SqliteAskBook.open(file());
  }

  private Path file() {
    return folder.resolve("restorebot.db");
  }
}
