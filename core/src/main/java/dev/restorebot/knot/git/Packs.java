package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.jspecify.annotations.Nullable;

/// The packs of a repository, by their indexes. A pack that git would not open holds nothing.
///
/// @param opened those that git would open
/// @param doubtful those of them whose content was found damaged by [#read]
record Packs(List<Pack> opened, List<Pack> doubtful, List<String> defects, List<String> hints) {
  static final String PACK = ".pack";
  static final String INDEX = ".idx";
  /// What a pack that [PackRepair] put out of the way is called in the end.
  static final String UNUSABLE = ".unusable";

  /// A pack that git opens.
  record Pack(Path file, PackIndex index) {}

  /// Reads the indexes below `folder`, which need not be there.
  static Packs in(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    for (var file : Folder.entries(folder)) {
      var name = name(file);
      if (name.startsWith("pack-")
          && (name.endsWith(PACK) || name.endsWith(INDEX) || name.endsWith(PACK + UNUSABLE))) {
        files.put(name, file);
      }
    }
    var packs = new Packs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var file : files.entrySet()) {
      var name = file.getKey();
      if (name.endsWith(UNUSABLE)) {
        packs.hints.add(Sentences.shown(name) + " was put out of the way: it could not be read.");
      } else if (name.endsWith(PACK) && !files.containsKey(name(beside(file.getValue(), INDEX)))) {
        packs.hints.add("The index of " + name + " is missing, so git does not look into that pack.");
      } else if (name.endsWith(INDEX)) {
        packs.add(name, file.getValue(), files.get(name(beside(file.getValue(), PACK))));
      }
    }
    return packs;
  }

  /// The file of a pack with another `ending`.
  static Path beside(Path file, String ending) {
    var name = name(file);
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  boolean hold(AnyObjectId id) throws IOException {
    return isIn(opened, id);
  }

  /// Whether the object is in a pack whose content was found damaged, and in no other.
  boolean holdInDoubt(AnyObjectId id) throws IOException {
    return isIn(doubtful, id) && !isIn(opened.stream().filter(pack -> !doubtful.contains(pack)).toList(), id);
  }

  /// Reads the content of every pack, which takes as long as the disk does, and adds to the defects those that are damaged. Git
  /// opens such a pack, and uses what it can of it.
  void read() throws IOException {
    for (var pack : opened) {
      if (!PackCheck.isAsWritten(pack.file())) {
        doubtful.add(pack);
        defects.add(PackCheck.name(pack.file()) + " is damaged: its content is not what was written into it.");
      }
    }
  }

  private static boolean isIn(List<Pack> packs, AnyObjectId id) throws IOException {
    for (var pack : packs) {
      if (pack.index().hasObject(id)) {
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
      opened.add(new Pack(pack, PackIndex.open(index.toFile())));
    }
  }
}
