package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/// Harms files in the ways in which files are harmed. Throws [java.nio.file.NoSuchFileException] where there is none.
final class Damage {
  private static final int PAGE = 4096;
  private static final int ROWS = 400;

  private Damage() {}

  /// Overwrites pages of a database in the middle, not the first, which a program reads when it opens it.
  static void inTheMiddle(Path database) throws IOException {
    try (var file = FileChannel.open(database, StandardOpenOption.WRITE)) {
      var pages = file.size() / PAGE;
      file.position(PAGE);
      file.write(ByteBuffer.wrap(Invented.bytes("damage", Math.toIntExact((pages - 1) * PAGE))));
    }
  }

  /// Leaves three fifths of a file.
  static void cutShort(Path file) throws IOException {
    try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.truncate(open.size() * 3 / 5);
    }
  }

  /// Puts something else in the place of a file.
  static void garbage(Path file) throws IOException {
    Files.writeString(file, "no database\n".repeat(500), StandardCharsets.UTF_8, StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /// Lays the `-wal` of an older state beside a database, which is whole without it.
  static void foreignWal(Path database) throws IOException, SQLException {
    var other = Files.createTempDirectory("wal-").resolve("other.sqlite");
    var wal = other.resolveSibling("kept-wal");
    Files.copy(database, other);
    try (var connection = DatabaseFile.open(other); var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("DELETE FROM kysely_migration");
      for (var row = 0; row < ROWS; row++) {
        statement.execute("INSERT INTO kysely_migration VALUES ('older " + row + "', '2026-01-01T00:00:00.000Z')");
      }
      Files.copy(other.resolveSibling("other.sqlite-wal"), wal);
    }
    // Another state of the database, as a backup is one: its pages are not where they were.
    try (var connection = DatabaseFile.open(database); var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
      statement.execute("DELETE FROM refresh_token");
      statement.execute("VACUUM");
      statement.execute("PRAGMA journal_mode = WAL");
    }
    Files.copy(wal, database.resolveSibling(database.getFileName() + "-wal"), StandardCopyOption.REPLACE_EXISTING);
    StateFile.deleteTree(other.resolveSibling(".").normalize());
  }

  /// Deletes all that is in a folder, and keeps the folder.
  static void wipe(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : all.filter(each -> !each.equals(folder)).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
