package dev.restorebot.pds;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How far a sequencer database is.
///
/// @param last the highest number in it, or 0
/// @param issued the highest number it ever gave out, as `sqlite_sequence` remembers, or 0
/// @param newest when its newest event happened, or null if there is none
/// @param lastWeek how many events it has of the seven days up to `newest`
record Sequence(long last, long issued, @Nullable Instant newest, long lastWeek) {
  /// The time format of a PDS, that of JavaScript's `toISOString`; its order is that of time.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static Sequence of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT coalesce((SELECT max(seq) FROM repo_seq), 0),"
            + " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'repo_seq' ORDER BY rowid LIMIT 1), 0),"
            + " (SELECT max(sequencedAt) FROM repo_seq)")) {
      var last = row.getLong(1);
      var issued = row.getLong(2);
      var newest = time(row.getString(3));
      return new Sequence(last, issued, newest,
          newest == null ? 0 : since(connection, newest.minus(Duration.ofDays(7))));
    }
  }

  /// The highest number that anybody can have seen of it.
  long highest() {
    return Math.max(last, issued);
  }

  /// `at` as a PDS writes it.
  static String text(Instant at) {
    return TIME.format(at);
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static long since(Connection connection, Instant start) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT count(*) FROM repo_seq WHERE sequencedAt > ?")) {
      statement.setString(1, text(start));
      try (var row = statement.executeQuery()) {
        return row.getLong(1);
      }
    }
  }
}
