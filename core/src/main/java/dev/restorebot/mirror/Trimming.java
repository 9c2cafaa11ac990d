package dev.restorebot.mirror;

import dev.restorebot.files.OrderedTree;
import dev.restorebot.files.Tree;
import dev.restorebot.mirror.ListedObjects.Reader;
import dev.restorebot.text.KeyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Removes from a folder what is not in a listing: what an attempt with another listing had staged. Folder and listing are gone
/// through side by side, in the same order. Confined to its thread.
final class Trimming {
  private final Reader listed;
  /// The first that is not before where the folder is; null after the last.
  private @Nullable String next = "";
  private long removed;

  private Trimming(Reader listed) {
    this.listed = listed;
  }

  /// Removes every file and folder in `folder` that has no part in `listed`.
  ///
  /// @return how many
  static long trim(Path folder, Reader listed) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    var trimming = new Trimming(listed);
    trimming.trim(folder, "");
    return trimming.removed;
  }

  private void trim(Path folder, String prefix) throws IOException {
    for (var entry : OrderedTree.entries(folder)) {
      var path = prefix + entry.key();
      forward(path);
      if (entry.folder() && next != null && next.startsWith(path)) {
        trim(entry.path(), path);
      } else if (!entry.file() || !path.equals(next)) {
        Tree.delete(entry.path());
        removed++;
      }
    }
  }

  private void forward(String path) throws IOException {
    while (next != null && KeyOrder.BYTES.compare(next, path) < 0) {
      next = listed.more() ? listed.next().path() : null;
    }
  }
}
