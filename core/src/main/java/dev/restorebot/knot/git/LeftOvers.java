package dev.restorebot.knot.git;

import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// What a writer that was killed, or was at work while the copy was made, leaves in a repository: locks everywhere, and below
/// `objects/` files and folders with certain names (`object-file.c`, `tmp-objdir.c` in git). A branch may be called
/// `tmp_x` or `incoming-x`, but not `x.lock`.
record LeftOvers(Path repository) {
  private static final int TOLD = 5;

  void remove(List<String> repairs) throws IOException {
    var found = new TreeSet<Path>();
    found.addAll(Folder.find(repository, 1, LeftOvers::isLock));
    found.addAll(Folder.find(repository.resolve("refs"), Integer.MAX_VALUE, LeftOvers::isLock));
    found.addAll(Folder.find(repository.resolve("logs"), Integer.MAX_VALUE, LeftOvers::isLock));
    found.addAll(Folder.find(repository.resolve("objects"), Integer.MAX_VALUE, LeftOvers::isLeftOver));
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
