package dev.restorebot.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/// A kind of database that is the bot's own: a commit is on the disk when it returns, and the schema is this version's.
///
/// @param name what people call it; its migrations are in the folder of that name
/// @param patience how long a statement waits for another program that holds the file
/// @param advice what people do if its file is no such database, or is damaged
/// @param failure makes the exception of the port that it serves, of a message
record OwnDatabase(String name, Duration patience, String advice,
    Function<String, ? extends RuntimeException> failure) {
  private static final String OURS = "schema_history";

  /// Opens `file`, made new where there is none and brought to this version's schema where it is older.
  Connection open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var unfit = unfit(file);
      if (unfit.isPresent()) {
        throw failure.apply("the " + name + " " + file + " " + unfit.get() + ". " + advice);
      }
      var source = source(file);
      migrate(file, source);
      return source.getConnection();
    } catch (SQLException | IOException e) {
      throw failed("could not open the " + name + " " + file + ": " + e.getMessage(), e);
    }
  }

  /// Why what is in `file` can never be this database, whoever tries again: it is something else, or its first pages are damaged.
  /// Empty if there is nothing yet, or nothing speaks against it. Changes nothing.
  Optional<String> unfit(Path file) throws SQLException, IOException {
    return look(file, "SELECT group_concat(name, ', ') FROM sqlite_schema WHERE type = 'table'",
        tables -> tables.isEmpty() || List.of(tables.split(", ", -1)).contains(OURS)
            ? Optional.empty()
            : Optional.of("is a database of something else, with the tables " + tables));
  }

  /// The same, and all of it is read.
  Optional<String> damage(Path file) throws SQLException, IOException {
    var unfit = unfit(file);
    return unfit.isPresent()
        ? unfit
        : look(file, "PRAGMA quick_check(1)",
            found -> found.equals("ok") ? Optional.empty() : Optional.of("is damaged: " + found));
  }

  private static Optional<String> look(Path file, String sql, Function<String, Optional<String>> judge)
      throws SQLException, IOException {
    if (Files.notExists(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    try (var connection = Connections.readOnly(file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = rows.next() ? rows.getString(1) : null;
      return judge.apply(found == null ? "" : found);
    } catch (SQLException e) {
      return Optional.of(damage(e).orElseThrow(() -> e));
    }
  }

  /// What an error says about the file: empty if it says nothing, since another try may succeed.
  static Optional<String> damage(SQLException e) {
    return switch (SqliteErrors.kind(e)) {
      case SQLITE_NOTADB -> Optional.of("is not a database");
      case SQLITE_CORRUPT -> Optional.of("is damaged: " + e.getMessage());
      default -> Optional.empty();
    };
  }

  private SQLiteDataSource source(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private void migrate(Path file, SQLiteDataSource source) {
    var flyway = Flyway.configure(OwnDatabase.class.getClassLoader()).dataSource(source).table(OURS)
        .locations("classpath:dev/restorebot/sqlite/" + name).load();
    try {
      var newer = newer(flyway);
      if (!newer.isEmpty()) {
        throw failure.apply("the " + name + " " + file + " was written by a newer restorebot (schema " + newer
            + "); this version leaves it as it is. Use the newer version.");
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw failed("the " + name + " " + file + " could not be brought to this version's schema: " + e.getMessage(), e);
    }
  }

  private static String newer(Flyway flyway) {
    var known = 0;
    for (var migration : flyway.info().all()) {
      if (migration.getState().isResolved()) {
        known++;
      } else if (migration.getState().isApplied()) {
        return String.valueOf(migration.getVersion());
      }
    }
    if (known == 0) {
      throw new IllegalStateException("the program has lost its own migrations");
    }
    return "";
  }

  private RuntimeException failed(String message, Exception cause) {
    var failed = failure.apply(message);
    failed.initCause(cause);
    return failed;
  }
}
