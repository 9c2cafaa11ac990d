package dev.restorebot.sqlite;

import dev.restorebot.approval.Ask;
import dev.restorebot.approval.Ask.Outcome;
import dev.restorebot.approval.AskBook;
import dev.restorebot.approval.Person;
import dev.restorebot.run.Journal.JournalException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who asked what, in a table of its own beside the journal, in the same file. Rows are never changed. The newest 10,000 of the
/// last 400 days are kept. Thread-safe: one connection behind a lock.
public final class SqliteAskBook implements AskBook, AutoCloseable {
  /// How many are kept.
  public static final int MOST = 10_000;
  /// For how long they are kept.
  public static final Duration LONGEST = Duration.ofDays(400);

  static final String NAME = "the book of asks";

  private static final Logger LOG = System.getLogger(SqliteAskBook.class.getName());

  private final Notebook book;

  SqliteAskBook(Notebook book) {
    this.book = book;
  }

  /// Opens the book in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteAskBook open(Path file) {
    return new SqliteAskBook(Notebook.open(NAME, file));
  }

  @Override
  public void note(Ask ask) {
    book.alone("write to", () -> {
      book.tell("INSERT INTO ask (at, person, place, question, outcome) VALUES (?, ?, ?, ?, ?)", seconds(ask.at()),
          ask.by().id(), ask.where(), ask.question(), ask.outcome().name().toLowerCase(Locale.ROOT));
      book.tell("DELETE FROM ask WHERE number <= (SELECT max(number) FROM ask) - ? OR at < ?", MOST,
          seconds(ask.at().minus(LONGEST)));
      return true;
    });
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public List<Ask> all() {
    return book.alone("read", () -> {
      var all = new ArrayList<Ask>();
      try (var query = book.statement("SELECT at, person, place, question, outcome FROM ask ORDER BY number");
          var rows = query.executeQuery()) {
        while (rows.next()) {
          ask(rows).ifPresent(all::add);
        }
      }
      return all;
    });
  }

  /// What cannot be read keeps nothing else from being read.
  private static Optional<Ask> ask(ResultSet rows) throws SQLException {
    try {
      return Optional.of(new Ask(Instant.parse(rows.getString("at")), new Person(rows.getString("person")),
          rows.getString("place"), rows.getString("question"),
          Outcome.valueOf(rows.getString("outcome").toUpperCase(Locale.ROOT))));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      LOG.log(Level.ERROR, "something that was asked cannot be read and is passed over", e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    book.close();
  }
}
