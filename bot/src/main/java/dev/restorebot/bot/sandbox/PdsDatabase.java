package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.DatabaseFile.Filler;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The kinds of database of a PDS: their tables, and how one is made.
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

  /// The names of the changes that this PDS makes to its tables, in order.
  List<String> migrations() {
    return IntStream.rangeClosed(1, migrations).mapToObj("%03d"::formatted).toList();
  }

  /// Makes a database in the way a PDS does.
  void create(Path path, Instant migrated, Filler filler) throws SQLException {
    DatabaseFile.create(path, label() + ".sql", database -> {
      for (var migration : migrations()) {
        DatabaseFile.insert(database, "kysely_migration", migration, text(migrated));
      }
      filler.fill(database);
    });
  }

  /// A time as JavaScript writes it.
  static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
