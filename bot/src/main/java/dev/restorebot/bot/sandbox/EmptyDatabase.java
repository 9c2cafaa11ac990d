package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

/// Databases as programs make them when they find none: with their tables, and without rows but those of a first start.
final class EmptyDatabase {
  private EmptyDatabase() {}

  /// The bytes of one of the kind that is backed up as `key`.
  static byte[] like(String key) {
    try {
      var folder = Files.createTempDirectory("empty-");
      try {
        var file = folder.resolve("empty.sqlite");
        make(key, file);
        return Files.readAllBytes(file);
      } finally {
        StateFile.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not make an empty database", e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make an empty database", e);
    }
  }

  private static void make(String key, Path file) throws SQLException {
    var name = key.substring(key.lastIndexOf('/') + 1);
    var pds = Stream.of(PdsDatabase.values()).filter(database -> name.startsWith(database.label() + "-")).findFirst();
    if (pds.isPresent()) {
      pds.get().create(file, PdsHistory.MIGRATED, _ -> {
      });
    } else {
      KnotDatabase.create(file, database -> KnotDatabase.own(database, KnotHistory.ALICE.did()));
    }
  }
}
