package dev.restorebot.git;

import dev.restorebot.snapshot.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a writer that was killed, or was at work while the copy was made, leaves in a repository: locks everywhere, and below
/// `objects/` files and folders with certain names (`object-file.c`, `tmp-objdir.c` in git). A branch may be called
/// `tmp_x` or `incoming-x`, but not `x.lock`.
record LeftOvers(Path repository) {
  private static final int TOLD = 5;

  void remove(List<String> repairs) throws IOException {
    var found = new TreeSet<Path>();
    find(repository, 1, LeftOvers::isLock, found);
    find(repository.resolve("refs"), Integer.MAX_VALUE, LeftOvers::isLock, found);
    find(repository.resolve("logs"), Integer.MAX_VALUE, LeftOvers::isLock, found);
    find(repository.resolve("objects"), Integer.MAX_VALUE, LeftOvers::isLeftOver, found);
    for (var path : found) {
      Tree.delete(path);
    }
    if (!found.isEmpty()) {
      var names =
          found.stream().limit(TOLD).map(path -> Sentences.shown(repository.relativize(path).toString())).toList();
      var more = found.size() > TOLD ? " and " + (found.size() - TOLD) + " more" : "";
      repairs.add("Removed what a writer left behind: " + String.join(", ", names) + more + ".");
    }
  }

  /// The folder itself may be called as its owner likes.
  private static void find(Path folder, int depth, Predicate<Path> wanted, Set<Path> found) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var paths = Files.walk(folder, depth)) {
      paths.filter(path -> !path.equals(folder)).filter(wanted).forEach(found::add);
    }
  }

  private static boolean isLock(Path path) {
    return name(path).endsWith(".lock");
  }

  private static boolean isLeftOver(Path path) {
    var name = name(path);
    return isLock(path) || name.startsWith("tmp_") || name.startsWith(".tmp-") || name.startsWith("incoming-")
        || name.startsWith("quarantine");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
