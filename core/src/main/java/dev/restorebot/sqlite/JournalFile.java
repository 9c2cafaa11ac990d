package dev.restorebot.sqlite;

import dev.restorebot.run.Journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/// Opens the file of the journal and brings its schema up to date.
final class JournalFile {
  private JournalFile() {}

  static Connection open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var source = source(file);
      migrate(file, source);
      return source.getConnection();
    } catch (SQLException | IOException e) {
      throw new JournalException("could not open the journal " + file + ": " + e.getMessage(), e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(5_000);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static void migrate(Path file, SQLiteDataSource source) {
    var flyway = Flyway.configure(JournalFile.class.getClassLoader()).dataSource(source).table("schema_history")
        .locations("classpath:dev/restorebot/sqlite").load();
    try {
      var newer = newer(flyway);
      if (!newer.isEmpty()) {
        throw new JournalException("the journal " + file + " was written by a newer restorebot (schema " + newer
            + "); this version leaves it as it is. Use the newer version.");
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new JournalException("the journal " + file + " could not be brought to this version's schema: "
          + e.getMessage(), e);
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
}
