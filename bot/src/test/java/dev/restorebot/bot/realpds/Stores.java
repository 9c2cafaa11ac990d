package dev.restorebot.bot.realpds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The files of accounts on the volume of a real PDS.
final class Stores {
  private Stores() {}

  /// The database with somebody's repo.
  static Path of(Path volume, String did) {
    try (Stream<Path> files = Files.walk(volume.resolve("actors"))) {
      return files.filter(file -> file.endsWith(Path.of(did, "store.sqlite"))).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes everything of somebody's repo.
  static void remove(Path volume, String did) {
    var store = of(volume, did).getParent();
    try (Stream<Path> files = Files.list(store)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
