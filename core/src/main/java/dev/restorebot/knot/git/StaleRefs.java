package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.knot.git.Connectivity.Tip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// Refs that have a file of their own and a line in `packed-refs`, which say different things. For git the file counts. It
/// is right where a branch moved on after it was packed; it is wrong where a copy kept files that `git pack-refs` had
/// removed, and would take the branch back in time.
final class StaleRefs {
  private final Path repository;
  private final List<String> repairs;
  private final List<String> doubts;
  private final Connectivity connectivity;
  private final History history;

  private StaleRefs(Path repository, List<String> repairs, List<String> doubts, ObjectFolder objects) {
    this.repository = repository;
    this.repairs = repairs;
    this.doubts = doubts;
    connectivity = new Connectivity(objects, Inspection.shallow(repository, new Sentences()));
    history = new History(List.of(objects));
  }

  /// Removes the files that are older than the packed refs, or lead to objects that are not there.
  static void settle(Path repository, RefFiles files, List<String> repairs, List<String> doubts) throws IOException {
    var twice = new TreeMap<>(files.loose());
    twice.keySet().retainAll(files.packed().keySet());
    twice.entrySet().removeIf(ref -> agree(ref.getValue(), files.packed().getOrDefault(ref.getKey(), "")));
    if (twice.isEmpty()) {
      return;
    }
    try (var objects = new ObjectFolder(repository)) {
      var stale = new StaleRefs(repository, repairs, doubts, objects);
      for (var ref : twice.entrySet()) {
        stale.settle(ref.getKey(), ref.getValue(), files.packed().getOrDefault(ref.getKey(), ""));
      }
    }
  }

  /// Or cannot be compared: ids in SHA-256 are for another kind of repository.
  private static boolean agree(RefFile file, String packed) {
    return switch (file) {
      case RefFile.Symbolic _ -> true;
      case RefFile.Direct(var id) -> id.equals(packed) || !ObjectId.isId(id) || !ObjectId.isId(packed);
      case RefFile.Unreadable _, RefFile.Missing _ -> !ObjectId.isId(packed);
    };
  }

  private void settle(String name, RefFile file, String packed) throws IOException {
    if (file instanceof RefFile.Direct(var loose)) {
      settle(name, loose, packed);
    } else if (whole(name, packed)) {
      remove(name);
      doubts.add("The file " + name + " could not be read; it was removed, and " + packed
          + " of packed-refs counts instead.");
    }
  }

  private void settle(String name, String loose, String packed) throws IOException {
    var looseIsWhole = whole(name, loose);
    var packedIsWhole = whole(name, packed);
    if (looseIsWhole && packedIsWhole) {
      settleWhole(name, loose, packed);
    } else if (packedIsWhole) {
      remove(name);
      doubts
          .add("The file " + name + " led to " + loose + ", of which objects are missing; it was removed, and " + packed
              + " of packed-refs counts instead.");
    } else if (looseIsWhole) {
      doubts.add(name + " is at " + loose + ", as its file says; packed-refs says " + packed
          + ", of which objects are missing.");
    } else {
      doubts.add(name + " is at " + loose + ", as its file says, and packed-refs says " + packed
          + "; of both, objects are missing.");
    }
  }

  private void settleWhole(String name, String loose, String packed) throws IOException {
    var looseId = ObjectId.fromString(loose);
    var packedId = ObjectId.fromString(packed);
    if (history.leads(packedId, looseId)) {
      remove(name);
      repairs.add("The file " + name + " would have taken it back to " + loose + "; it was removed, and " + packed
          + " of packed-refs counts.");
    } else if (!history.leads(looseId, packedId)) {
      doubts.add(name + " is at " + loose + ", as its file says; packed-refs says " + packed
          + ", and neither leads to the other.");
    }
  }

  private boolean whole(String name, String id) throws IOException {
    return connectivity.whole(new Tip(name, ObjectId.fromString(id), Constants.OBJ_BAD));
  }

  private void remove(String name) throws IOException {
    var file = repository.resolve(name);
    Files.deleteIfExists(file);
    Disk.flushFolders(file, file);
  }
}
