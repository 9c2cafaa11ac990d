package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The modes of a repository's files. An object store keeps none, and git passes over a hook that may not be run without an
/// error.
record Modes(Path repository) {
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> HOOK = FOLDER;
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> OBJECT = PosixFilePermissions.fromString("r--r--r--");
  private static final byte[] SCRIPT = "#!".getBytes(StandardCharsets.US_ASCII);

  /// Does nothing on a file system without modes, and nothing to a symbolic link or what it leads to.
  void set(List<String> repairs) throws IOException {
    if (Files.getFileAttributeView(repository, PosixFileAttributeView.class) == null) {
      return;
    }
    var hooks = new ArrayList<String>();
    Files.walkFileTree(repository, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        set(folder, FOLDER);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
          var name = repository.relativize(file);
          var mode = mode(file, name);
          if (set(file, mode) && mode.equals(HOOK)) {
            hooks.add(Sentences.shown(name.toString()));
          }
        }
        return FileVisitResult.CONTINUE;
      }
    });
    if (!hooks.isEmpty()) {
      hooks.sort(null);
      repairs.add("Made executable: " + String.join(", ", hooks) + ".");
    }
  }

  private static Set<PosixFilePermission> mode(Path file, Path name) throws IOException {
    return switch (name.getName(0).toString()) {
      case "hooks" -> name.getNameCount() > 1 && isHook(file, name) ? HOOK : FILE;
      case "objects" -> name.getNameCount() == 3 && !name.getName(1).toString().equals("info") ? OBJECT : FILE;
      default -> FILE;
    };
  }

  private static boolean isHook(Path file, Path name) throws IOException {
    return name.equals(Path.of("hooks/post-receive")) || name.startsWith("hooks/post-receive.d")
        || (!name.toString().endsWith(".sample") && isScript(file));
  }

  private static boolean isScript(Path file) throws IOException {
    try (var in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return Arrays.equals(in.readNBytes(SCRIPT.length), SCRIPT);
    }
  }

  private static boolean set(Path path, Set<PosixFilePermission> mode) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view.readAttributes().permissions().equals(mode)) {
      return false;
    }
    view.setPermissions(mode);
    return true;
  }
}
