package dev.restorebot.sqlite;

import dev.restorebot.files.Digest;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Sight;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.snapshot.VerificationRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

/// The book of opened snapshots, in tables of its own beside the journal, in the same file. Thread-safe.
public final class SqliteSnapshotBook implements SnapshotBook, AutoCloseable {
  /// Names the checks that snapshots are opened with. What was found by others says nothing of these: change it with them.
  private static final String CHECKS = "checks 2\n";

  static final String NAME = "the book of snapshots";

  private final Notebook book;

  SqliteSnapshotBook(Notebook book) {
    this.book = book;
  }

  /// Opens the book in the journal's `file`, made new where there is none.
  ///
  /// @throws JournalException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteSnapshotBook open(Path file) {
    return new SqliteSnapshotBook(Notebook.open(NAME, file));
  }

  @Override
  public Optional<VerificationRecord> of(ServiceName service, Snapshot snapshot) {
    return book.alone("read", () -> {
      var number = number(service, snapshot);
      return number.isPresent() ? Optional.of(insight(number.get())) : Optional.empty();
    });
  }

  private Optional<Long> number(ServiceName service, Snapshot snapshot) throws SQLException {
    try (var query = book.statement("SELECT number FROM opened WHERE service = ? AND objects = ?", service.value(),
        objects(snapshot)); var row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  private VerificationRecord insight(long number) throws SQLException {
    var reasons = new ArrayList<String>();
    try (var query = book.statement("SELECT text FROM opened_defect WHERE opened = ? ORDER BY number", number);
        var row = query.executeQuery()) {
      while (row.next()) {
        reasons.add(row.getString(1));
      }
    }
    var rows = new TreeMap<String, Long>();
    try (var query = book.statement("SELECT name, row_count FROM opened_table WHERE opened = ?", number);
        var row = query.executeQuery()) {
      while (row.next()) {
        rows.put(row.getString(1), row.getLong(2));
      }
    }
    return reasons.isEmpty() ? new VerificationRecord.Sound(rows) : new VerificationRecord.Unsound(reasons);
  }

  @Override
  public void note(ServiceName service, Snapshot snapshot, VerificationRecord insight, Instant at) {
    book.alone("write to", () -> {
      book.tell("DELETE FROM opened WHERE service = ? AND objects = ?", service.value(), objects(snapshot));
      book.tell("INSERT INTO opened (service, objects, at) VALUES (?, ?, ?)", service.value(), objects(snapshot),
          at.toString());
      var number = number(service, snapshot).orElseThrow();
      switch (insight) {
        case VerificationRecord.Sound(var rows) -> {
          for (var table : rows.entrySet()) {
            book.tell("INSERT INTO opened_table (opened, name, row_count) VALUES (?, ?, ?)", number, table.getKey(),
                table.getValue());
          }
        }
        case VerificationRecord.Unsound(var reasons) -> {
          for (var reason : reasons) {
            book.tell("INSERT INTO opened_defect (opened, text) VALUES (?, ?)", number, reason);
          }
        }
      }
      book.tell("DELETE FROM opened WHERE service = ?1 AND number <= (SELECT number FROM opened WHERE service = ?1"
          + " ORDER BY number DESC LIMIT 1 OFFSET ?2)", service.value(), REMEMBERED);
      return true;
    });
  }

  @Override
  public Optional<Instant> begin(ServiceName service, Snapshot snapshot, Instant at) {
    return book.alone("write to", () -> {
      var objects = objects(snapshot);
      var times = 0;
      try (
          var query = book.statement("SELECT times, at FROM reading WHERE service = ? AND objects = ?", service.value(),
              objects);
          var row = query.executeQuery()) {
        if (row.next()) {
          times = row.getInt("times");
          var rests = Instant.parse(row.getString("at")).plus(REST);
          if (times >= DEATHS && at.isBefore(rests)) {
            return Optional.of(rests);
          }
        }
      }
      book.tell("INSERT OR REPLACE INTO reading (service, objects, times, at) VALUES (?, ?, ?, ?)", service.value(),
          objects, Math.min(times + 1, DEATHS), at.toString());
      return Optional.empty();
    });
  }

  @Override
  public void end(ServiceName service, Snapshot snapshot) {
    book.alone("write to", () -> {
      book.tell("DELETE FROM reading WHERE service = ? AND objects = ?", service.value(), objects(snapshot));
      return true;
    });
  }

  @Override
  public Optional<Sight> sight(ServiceName service, String place) {
    return book.alone("read", () -> {
      try (var query = book.statement("SELECT sha256, at FROM first_sight WHERE service = ? AND place = ?",
          service.value(), place); var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Sight(new Digest(row.getString("sha256")), Instant.parse(row.getString("at"))))
            : Optional.empty();
      }
    });
  }

  @Override
  public void sight(ServiceName service, String place, Sight sight) {
    book.alone("write to", () -> {
      book.tell("INSERT OR IGNORE INTO first_sight (service, place, sha256, at) VALUES (?, ?, ?, ?)", service.value(),
          place, sight.digest().sha256(), sight.at().toString());
      book.tell("DELETE FROM first_sight WHERE service = ?1 AND number <= (SELECT number FROM first_sight"
          + " WHERE service = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)", service.value(), SIGHTS);
      return true;
    });
  }

  /// What tells a snapshot from every other: its objects, and what was in them.
  private static String objects(Snapshot snapshot) {
    var sha = Digest.sha256Engine();
    sha.update(CHECKS.getBytes(StandardCharsets.UTF_8));
    snapshot.members().forEach(member -> sha
        .update((member.object().key() + "\n" + member.object().etag() + "\n").getBytes(StandardCharsets.UTF_8)));
    return Digest.of(sha).sha256();
  }

  @Override
  public void close() {
    book.close();
  }
}
