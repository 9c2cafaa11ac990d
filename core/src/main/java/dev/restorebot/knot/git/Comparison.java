package dev.restorebot.knot.git;

import dev.restorebot.knot.Git;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/// Compares the commits of two copies of a repository. Objects of the backup are used where they are there, to find out which
/// of its commits are the ancestors of which; they need not be.
record Comparison(Path now, Path backup) {
  SortedMap<String, Long> commitsOnlyInNow() throws IOException {
    var counts = new TreeMap<String, Long>();
    var changed = new TreeMap<>(branchesAndTags());
    var kept = ids(RefFiles.of(backup));
    changed.values().removeIf(id -> !ObjectId.isId(id) || kept.contains(ObjectId.fromString(id)));
    if (changed.isEmpty()) {
      return counts;
    }
    var places = new ArrayList<ObjectFolder>();
    try {
      for (var repository : List.of(now, backup)) {
        if (ObjectFolder.isIn(repository)) {
          places.add(new ObjectFolder(repository));
        }
      }
      count(changed, kept, new History(places), counts);
    } finally {
      places.forEach(ObjectFolder::close);
    }
    return counts;
  }

  private static void count(SortedMap<String, String> changed, Set<ObjectId> kept, History history,
      SortedMap<String, Long> counts) throws IOException {
    var theirs = new HashSet<ObjectId>();
    for (var id : kept) {
      history.commit(id).ifPresent(theirs::add);
    }
    for (var ref : changed.entrySet()) {
      var tip = history.commit(ObjectId.fromString(ref.getValue()));
      if (tip.isPresent()) {
        var count = history.onlyIn(tip.get(), theirs, Git.MOST_COMMITS);
        if (count > 0) {
          counts.put(ref.getKey(), count);
        }
      }
    }
  }

  private SortedMap<String, String> branchesAndTags() {
    var refs = new TreeMap<>(RefFiles.of(now).refs().refs());
    refs.keySet().removeIf(name -> !name.startsWith("refs/heads/") && !name.startsWith("refs/tags/"));
    return refs;
  }

  private static Set<ObjectId> ids(RefFiles files) {
    var ids = new HashSet<ObjectId>();
    files.refs().refs().values().stream().filter(ObjectId::isId).forEach(id -> ids.add(ObjectId.fromString(id)));
    if (files.head() instanceof RefFile.Direct(var id) && ObjectId.isId(id)) {
      ids.add(ObjectId.fromString(id));
    }
    return ids;
  }
}
