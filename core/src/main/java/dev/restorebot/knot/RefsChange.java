package dev.restorebot.knot;

import dev.restorebot.files.Digest;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What becomes of the branches and tags of one repository when another copy of it takes its place.
///
/// @param gone those that are not in the copy, and those that point to something else there
/// @param back those that are in the copy alone
record RefsChange(List<Ref> gone, List<Ref> back) {
  /// One branch or tag.
  ///
  /// @param states the commits that it points to: now, and in the copy where it goes to another one
  /// @param text for people
  private record Ref(String name, String states, String text) {}

  /// So many are named; for the rest, a digest tells one change from another.
  private static final int TOLD = 20;

  /// What becomes of those of `now` if `then` takes its place.
  static RefsChange between(Item now, Item then) {
    var here = Holdings.refs(now);
    var there = Holdings.refs(then);
    var gone = new ArrayList<Ref>();
    here.forEach((name, commit) -> {
      var other = there.get(name);
      if (other == null) {
        gone.add(new Ref(name, commit, Words.ref(name) + " (" + shown(name, commit) + ") is not in the mirror"));
      } else if (!other.equals(commit)) {
        gone.add(new Ref(name, commit + " " + other,
            Words.ref(name) + " goes from " + shown(name, commit) + " to " + shown(name, other)));
      }
    });
    var back = new ArrayList<Ref>();
    there.forEach((name, commit) -> {
      if (!here.containsKey(name)) {
        back.add(new Ref(name, commit, Words.ref(name) + " (" + shown(name, commit) + ")"));
      }
    });
    return new RefsChange(gone, back);
  }

  /// What people would miss of `repository`; empty if nothing.
  Optional<Loss.Change> lost(Item repository) {
    return change(repository, gone);
  }

  /// What comes back of `repository`; empty if nothing.
  Optional<Loss.Change> returning(Item repository) {
    return change(repository, back);
  }

  private static Optional<Loss.Change> change(Item repository, List<Ref> refs) {
    return refs.isEmpty()
        ? Optional.empty()
        : Optional.of(new Loss.Change(repository.id(), versions(refs), repository.label() + ": " + told(refs)));
  }

  /// Each of `refs` with its commits; of many, a digest.
  private static SortedMap<String, String> versions(List<Ref> refs) {
    var versions = new TreeMap<String, String>();
    refs.forEach(ref -> versions.put(ref.name, ref.states));
    return versions.size() <= TOLD
        ? versions
        : new TreeMap<>(Map.of("all of them", digest(versions.entrySet().stream().map(Object::toString)).sha256()));
  }

  private static String shown(String name, String value) {
    return name.equals(KnotItem.HEAD) ? Words.ref(value) : Words.commit(value);
  }

  private static String told(List<Ref> refs) {
    var changes = refs.stream().map(Ref::text).toList();
    return changes.size() <= TOLD
        ? String.join("; ", changes)
        : String.join("; ", changes.subList(0, TOLD)) + "; and " + (changes.size() - TOLD) + " more (all of them: "
            + digest(changes.stream()).brief() + ")";
  }

  private static Digest digest(Stream<String> lines) {
    var sha = Digest.sha256Engine();
    lines.forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return Digest.of(sha);
  }
}
