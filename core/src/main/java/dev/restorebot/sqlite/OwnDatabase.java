package dev.restorebot.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
/// @param failure makes the exception of the port that it serves, of a message
record OwnDatabase(String name, Duration patience, Function<String, ? extends RuntimeException> failure) {

  /// Opens `file`, made new where there is none and brought to this version's schema where it is older.
  Connection open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var source = source(file);
      migrate(file, source);
      return source.getConnection();
    } catch (SQLException | IOException e) {
      throw failed("could not open the " + name + " " + file + ": " + e.getMessage(), e);
    }
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
    var flyway = Flyway.configure(OwnDatabase.class.getClassLoader()).dataSource(source).table("schema_history")
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
