package dev.restorebot.knot;

import dev.restorebot.kind.Item;
import dev.restorebot.snapshot.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of the branches and tags of one repository when another copy of it takes its place.
///
/// @param gone those that are not in the copy, and those that point to something else there
/// @param back those that are in the copy alone
record RefsChange(List<String> gone, List<String> back) {
  /// So many are named; for the rest, a digest tells one change from another.
  private static final int TOLD = 20;

  /// What becomes of those of `now` if `then` takes its place.
  static RefsChange between(Item now, Item then) {
    var here = Holdings.refs(now);
    var there = Holdings.refs(then);
    var gone = new ArrayList<String>();
    here.forEach((name, commit) -> {
      var other = there.get(name);
      if (other == null) {
        gone.add(Words.ref(name) + " (" + shown(name, commit) + ") is not in the mirror");
      } else if (!other.equals(commit)) {
        gone.add(Words.ref(name) + " goes from " + shown(name, commit) + " to " + shown(name, other));
      }
    });
    var back = new ArrayList<String>();
    there.forEach((name, commit) -> {
      if (!here.containsKey(name)) {
        back.add(Words.ref(name) + " (" + shown(name, commit) + ")");
      }
    });
    return new RefsChange(gone, back);
  }

  /// What people would miss; empty if nothing.
  Optional<String> lost() {
    return told(gone);
  }

  /// What comes back; empty if nothing.
  Optional<String> returning() {
    return told(back);
  }

  private static String shown(String name, String value) {
    return name.equals(KnotItem.HEAD) ? Words.ref(value) : Words.commit(value);
  }

  private static Optional<String> told(List<String> changes) {
    if (changes.size() <= TOLD) {
      return changes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changes));
    }
    var sha = Digest.sha256Engine();
    changes.forEach(change -> sha.update((change + "\n").getBytes(StandardCharsets.UTF_8)));
    return Optional.of(String.join("; ", changes.subList(0, TOLD)) + "; and " + (changes.size() - TOLD)
        + " more (all of them: " + Digest.of(sha).brief() + ")");
  }
}
