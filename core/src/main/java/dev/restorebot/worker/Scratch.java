package dev.restorebot.worker;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;
import dev.restorebot.files.PlainFileException;
import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder of private copies on the Job's own disk, gone when it is closed. SQLite opens files here and nowhere else.
record Scratch(Path folder) implements AutoCloseable {
  private static final int TRIES = 5;

  /// A new folder below `disk`.
  static Scratch below(Path disk) throws IOException {
    Files.createDirectories(disk);
    return new Scratch(Files.createTempDirectory(disk, "copies-"));
  }

  /// A copy of the sole file `from`.
  Path copy(Path from) throws IOException {
    var to = room().resolve(name(from));
    Disk.copyForNow(from, to);
    return to;
  }

  /// A copy of the sole file `from`, and its digest.
  Copied digested(Path from) throws IOException {
    var to = room().resolve(name(from));
    return new Copied(to, Disk.digestedCopyForNow(from, to));
  }

  /// A private copy of a file.
  record Copied(Path file, Digest digest) {}

  /// Copies of live databases with what their `-wal` or `-journal` holds, by database name; without those that do not
  /// exist. The `-shm` is left out: SQLite makes its own.
  ///
  /// @param unreadable hears why a database could not be copied
  SortedMap<String, Path> copies(Volume volume, Map<String, String> databases, Unreadable unreadable)
      throws IOException {
    var copies = new TreeMap<String, Path>();
    for (var database : databases.entrySet()) {
      var main = volume.live(database.getValue());
      if (Files.exists(main)) {
        try {
          unchanged(main).ifPresentOrElse(copy -> copies.put(database.getKey(), copy),
              () -> unreadable.because(database.getKey(), "it kept changing while it was copied"));
        } catch (PlainFileException e) {
          unreadable.because(database.getKey(), name(Path.of(e.getFile())) + " " + e.getReason());
        }
      }
    }
    return copies;
  }

  /// A copy of `main` during which nothing changed, or empty if the service writes too much for that.
  private Optional<Path> unchanged(Path main) throws IOException {
    for (var i = 0; i < TRIES; i++) {
      try {
        var before = stamp(main);
        var copy = whole(main);
        if (stamp(main).equals(before)) {
          return Optional.of(copy);
        }
      } catch (NoSuchFileException _) {
        // The service has just closed it and taken its -wal along.
      }
    }
    return Optional.empty();
  }

  /// A copy of `main` with what is beside it.
  private Path whole(Path main) throws IOException {
    var copy = copy(main);
    for (var ending : List.of("-wal", "-journal")) {
      var sidecar = main.resolveSibling(name(main) + ending);
      if (Files.exists(sidecar)) {
        Disk.copyForNow(sidecar, copy.resolveSibling(name(main) + ending));
      }
    }
    return copy;
  }

  private static String stamp(Path main) throws IOException {
    var stamp = new StringBuilder();
    for (var name : Volume.databaseFileNames(name(main))) {
      var file = main.resolveSibling(name);
      if (!name.endsWith("-shm") && Files.exists(file)) {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        stamp.append(name).append(attributes.size()).append(attributes.lastModifiedTime());
      }
    }
    return stamp.toString();
  }

  private Path room() throws IOException {
    return Files.createTempDirectory(folder, "copy-");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public void close() throws IOException {
    Tree.delete(folder);
  }

  /// Hears of a database that could not be copied.
  @FunctionalInterface
  interface Unreadable {
    void because(String database, String why);
  }
}
