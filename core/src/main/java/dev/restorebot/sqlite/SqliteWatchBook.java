package dev.restorebot.sqlite;

import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.service.ServiceName;
import dev.restorebot.watch.Announcement;
import dev.restorebot.watch.WatchBook;
import dev.restorebot.watch.Watched;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The watch's book, in tables of its own beside the journal, in the same file. Thread-safe: one connection behind a lock.
public final class SqliteWatchBook implements WatchBook, AutoCloseable {
  private static final Logger LOG = System.getLogger(SqliteWatchBook.class.getName());

  static final String NAME = "the watch's book";

  private final Notebook book;

  SqliteWatchBook(Notebook book) {
    this.book = book;
  }

  /// Opens the book in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteWatchBook open(Path file) {
    return new SqliteWatchBook(Notebook.open(NAME, file));
  }

  @Override
  public Watched of(ServiceName service) {
    return book.alone("read", () -> {
      var told = new TreeMap<String, String>();
      try (var query = book.statement("SELECT name, text FROM watched_trouble WHERE service = ?", service.value());
          var rows = query.executeQuery()) {
        while (rows.next()) {
          told.put(rows.getString("name"), rows.getString("text"));
        }
      }
      try (var query = book.statement("SELECT due, failures FROM watched WHERE service = ?", service.value());
          var rows = query.executeQuery()) {
        return rows.next()
            ? new Watched(time(rows.getString("due")), rows.getInt("failures"), told)
            : Watched.NEVER;
      }
    });
  }

  @Override
  public void note(ServiceName service, Watched now, Instant at, List<String> lines) {
    book.alone("write to", () -> {
      book.tell("DELETE FROM watched_trouble WHERE service = ?", service.value());
      book.tell("INSERT INTO watched (service, due, failures) VALUES (?, ?, ?) ON CONFLICT (service)"
          + " DO UPDATE SET due = excluded.due, failures = excluded.failures", service.value(), now.due().toString(),
          now.failures());
      for (var trouble : now.told().entrySet()) {
        book.tell("INSERT INTO watched_trouble (service, name, text) VALUES (?, ?, ?)", service.value(),
            trouble.getKey(),
            trouble.getValue());
      }
      if (!lines.isEmpty()) {
        book.tell("INSERT INTO announcement (service, at, lines) VALUES (?, ?, ?)", service.value(), at.toString(),
            String.join("\n", lines));
      }
      return true;
    });
  }

  @Override
  public List<Announcement> open() {
    return book.alone("read", () -> {
      var open = new ArrayList<Announcement>();
      try (var query = book.statement("SELECT number, service, at, lines FROM announcement ORDER BY number");
          var rows = query.executeQuery()) {
        while (rows.next()) {
          announcement(rows).ifPresent(open::add);
        }
      }
      return open;
    });
  }

  /// What cannot be read as an announcement is told to nobody.
  private static Optional<Announcement> announcement(ResultSet rows) throws SQLException {
    try {
      return Optional.of(new Announcement(rows.getLong("number"), new ServiceName(rows.getString("service")),
          time(rows.getString("at")), rows.getString("lines").lines().toList()));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "an announcement in the watch's book is passed over", e);
      return Optional.empty();
    }
  }

  /// What has no time that can be read counts as long ago: then it is looked at anew.
  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      LOG.log(Level.ERROR, "a time in the watch's book cannot be read", e);
      return Instant.EPOCH;
    }
  }

  @Override
  public void brought(long number) {
    book.alone("write to", () -> {
      book.tell("DELETE FROM announcement WHERE number = ?", number);
      return true;
    });
  }

  @Override
  public void close() {
    book.close();
  }
}
