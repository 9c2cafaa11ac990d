package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The copy of the knot's repositories in the bucket, written as `rclone copy` does it: an object for each file that is new or
/// changed, nothing for empty folders and modes, and nothing deleted that is gone.
final class KnotMirror {
  static final String PREFIX = "knot/repositories/";

  private final SandboxStore store;
  private final Path repositories;

  KnotMirror(SandboxStore store, Path repositories) {
    this.store = store;
    this.repositories = repositories;
  }

  /// Copies every file.
  ///
  /// @param at when listings say that the objects were written
  /// @return how many files were new or changed
  int copy(Instant at) {
    return copy(at, _ -> true);
  }

  /// Copies the files that `which` chooses by their paths below the folder of all repositories.
  int copy(Instant at, Predicate<String> which) {
    var copied = 0;
    for (var file : files()) {
      var path = repositories.relativize(file).toString();
      if (which.test(path)) {
        copied += put(path, file, at);
      }
    }
    return copied;
  }

  /// Copies a file that is on the volume for a short time only.
  void put(String path, byte[] bytes, Instant at) {
    store.put(PREFIX + path, bytes, at);
  }

  private int put(String path, Path file, Instant at) {
    try {
      if (store.holds(PREFIX + path, file)) {
        return 0;
      }
      put(path, Files.readAllBytes(file), at);
      return 1;
    } catch (IOException e) {
      throw new UncheckedIOException("could not copy " + file, e);
    }
  }

  /// @throws IllegalStateException if there is no such folder
  private List<Path> files() {
    if (Files.notExists(repositories)) {
      throw new IllegalStateException("there are no repositories to copy");
    }
    try (Stream<Path> all = Files.walk(repositories)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + repositories, e);
    }
  }
}
