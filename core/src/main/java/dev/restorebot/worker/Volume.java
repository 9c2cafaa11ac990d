package dev.restorebot.worker;

import dev.restorebot.database.Databases;
import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.VolumeFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The volume that a worker works on. Hands out no path that leaves it or goes through a symbolic link.
record Volume(Path root) {
  /// The path called `name` below the root.
  ///
  /// @throws WorkerException if it is not below the root, or goes through a symbolic link
  Path path(String name) {
    var relative = relative(name);
    var path = root;
    for (var step : relative) {
      path = path.resolve(step);
      if (Files.isSymbolicLink(path)) {
        throw new WorkerException(root.relativize(path) + " is a symbolic link, and restorebot follows none",
            "put the file itself in its place, or change the file in the configuration");
      }
    }
    return path;
  }

  /// The path of a live file.
  ///
  /// @throws WorkerException as [#path], and if it is in restorebot's own folder
  Path live(String name) {
    var path = path(name);
    if (path.startsWith(root.resolve(RunFolder.HOME))) {
      throw new WorkerException(name + " is in restorebot's own folder", "change the file in the configuration");
    }
    return path;
  }

  private static Path relative(String name) {
    try {
      var path = Path.of(name);
      if (!name.isBlank() && !path.isAbsolute() && path.equals(path.normalize()) && !path.startsWith("..")) {
        return path;
      }
    } catch (InvalidPathException _) {
      // Said below.
    }
    throw new WorkerException("not a path below the volume: " + name, "change the file in the configuration");
  }

  /// The live files of the database in `file`: the main file and what is beside it, as far as they exist.
  List<VolumeFile> databaseFiles(String file) throws IOException {
    var found = new ArrayList<VolumeFile>();
    for (var name : databaseFileNames(file)) {
      describe(name, live(name)).ifPresent(found::add);
    }
    return found;
  }

  /// The names a database in `file` may use, whether they exist or not.
  static List<String> databaseFileNames(String file) {
    var names = new ArrayList<>(List.of(file));
    Databases.SIDECARS.forEach(ending -> names.add(file + ending));
    return names;
  }

  /// The file at `path`, called `name`, or empty if there is none.
  ///
  /// @throws WorkerException if something else than a file is there
  static Optional<VolumeFile> describe(String name, Path path) throws IOException {
    if (!isThere(name, path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new VolumeFile(name, new ByteSize(Files.size(path)), Digest.of(path)));
    } catch (NoSuchFileException _) {
      // The service is running and has just removed it.
      return Optional.empty();
    }
  }

  /// Whether there is a file at `path`, called `name`.
  ///
  /// @throws WorkerException if something else than a file is there
  static boolean isThere(String name, Path path) {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new WorkerException(name + " is not a file", "look at the volume: a database should be there");
    }
    return true;
  }

  /// Moves what is at `path`, where only restorebot should write and somebody else has written, into a new folder beside it; does nothing
  /// if nothing is there.
  ///
  /// @return where it is now, below the root
  Optional<String> putAway(Path path) throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    // A name that nobody can have taken beforehand.
    var away = Files.createDirectory(path.resolveSibling("foreign-" + UUID.randomUUID()))
        .resolve(String.valueOf(path.getFileName()));
    Disk.rename(path, away);
    return Optional.of(root.relativize(away).toString());
  }

  /// What its file system tells of itself.
  VolumeSpace space() throws IOException {
    return VolumeSpace.of(Files.getFileStore(root));
  }

  /// How much fits: what the file system has left, or less where the cluster allows the volume only `capacity` bytes.
  ByteSize free(OptionalLong capacity) throws IOException {
    var usable = space().free();
    if (capacity.isEmpty()) {
      return usable;
    }
    var left = Math.max(0, capacity.getAsLong() - size(root).bytes());
    return new ByteSize(Math.min(usable.bytes(), left));
  }

  /// The sizes of all files below `folder`, links not followed; what vanishes meanwhile does not count.
  static ByteSize size(Path folder) throws IOException {
    var sum = new AtomicLong();
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
      }
    });
    return new ByteSize(sum.get());
  }
}
