package dev.restorebot.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.jspecify.annotations.Nullable;

/// The packs of a repository, by their indexes. A pack that git would not open holds nothing.
record Packs(List<PackIndex> indexes, List<String> defects, List<String> hints) {
  private static final String PACK = ".pack";
  private static final String INDEX = ".idx";

  /// Reads the indexes below `folder`, which need not be there.
  static Packs in(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    for (var file : Folder.entries(folder)) {
      var name = String.valueOf(file.getFileName());
      if (name.startsWith("pack-") && (name.endsWith(PACK) || name.endsWith(INDEX))) {
        files.put(name, file);
      }
    }
    var packs = new Packs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var file : files.entrySet()) {
      var name = file.getKey();
      if (name.endsWith(PACK) && !files.containsKey(name.replace(PACK, INDEX))) {
        packs.hints.add("The index of " + name + " is missing, so git does not look into that pack.");
      } else if (name.endsWith(INDEX)) {
        packs.add(name, file.getValue(), files.get(name.replace(INDEX, PACK)));
      }
    }
    return packs;
  }

  boolean hold(AnyObjectId id) throws IOException {
    for (var index : indexes) {
      if (index.hasObject(id)) {
        return true;
      }
    }
    return false;
  }

  private void add(String name, Path index, @Nullable Path pack) throws IOException {
    if (pack == null) {
      hints.add("The pack of " + name + " is missing.");
      return;
    }
    var check = PackCheck.of(pack, index);
    if (check.isPresent()) {
      defects.add(check.get());
    } else {
      indexes.add(PackIndex.open(index.toFile()));
    }
  }
}
