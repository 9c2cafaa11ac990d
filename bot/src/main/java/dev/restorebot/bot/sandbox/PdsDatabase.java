package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The kinds of database of a PDS: their tables, and how one is made and opened.
enum PdsDatabase {
  ACCOUNT("account.sqlite", 7), SEQUENCER("sequencer.sqlite", 1), DID_CACHE("did_cache.sqlite",
      1), STORE("store.sqlite", 1);

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final String file;
  private final int migrations;

  PdsDatabase(String file, int migrations) {
    this.file = file;
    this.migrations = migrations;
  }

  /// Its file in the folder of the PDS, or of an actor.
  String file() {
    return file;
  }

  /// Its name in the keys of backups.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Fills a new database.
  @FunctionalInterface
  interface Filler {
    void fill(Connection database) throws SQLException;
  }

  /// Makes a database in the way a PDS does, with the file header of one that is written ahead. The same rows make the
  /// same bytes.
  void create(Path path, Instant migrated, Filler filler) throws SQLException {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + path.toUri())) {
      try (var statement = database.createStatement()) {
        // A world that was not finished is made anew, so nothing has to be safe before it is.
        statement.execute("PRAGMA synchronous = OFF");
        statement.execute("PRAGMA journal_mode = MEMORY");
      }
      database.setAutoCommit(false);
      try (var statement = database.createStatement()) {
        for (var line : schema().lines().toList()) {
          statement.executeUpdate(line);
        }
      }
      for (var number = 1; number <= migrations; number++) {
        insert(database, "kysely_migration", "%03d".formatted(number), text(migrated));
      }
      filler.fill(database);
      database.commit();
      database.setAutoCommit(true);
      try (var statement = database.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
    }
  }

  /// Opens a database that is there; makes none. Whoever calls closes it soon: no file beside it stays then.
  static Connection open(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path.toUri() + "?mode=rw");
  }

  /// Adds one row.
  static void insert(Connection database, String table, @Nullable Object... values) throws SQLException {
    var places = "?, ".repeat(values.length - 1) + "?";
    try (var statement = database.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /// A time as JavaScript writes it.
  static String text(Instant instant) {
    return MILLIS.format(instant);
  }

  private String schema() {
    try (var in = PdsDatabase.class.getResourceAsStream(label() + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + label() + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
