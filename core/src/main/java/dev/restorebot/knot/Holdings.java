package dev.restorebot.knot;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a knot has, in the words of a knot: [Contents] with an index.
final class Holdings {
  private static final String HIDDEN = "refs/hidden/";

  private final Contents contents;
  private final Map<String, Item> items;

  Holdings(Contents contents) {
    this.contents = contents;
    this.items = contents.items().stream()
        .collect(Collectors.toMap(Item::id, Function.identity(), (one, _) -> one, TreeMap::new));
  }

  /// True if its database could be read.
  boolean knowsAccess() {
    return contents.number(KnotItem.ACL_ROWS).isPresent();
  }

  long number(String name) {
    return contents.number(name).orElse(0L);
  }

  /// The repositories whose folders are there, in the order of their paths.
  List<Item> repositories() {
    return contents.with(KnotItem.REPOSITORY);
  }

  /// Whether there are repositories, and the database lists none of any: as after a loss, once the knot has begun anew.
  boolean knowsNoneOfItsRepositories() {
    return knowsAccess() && with(KnotItem.LISTED).isEmpty() && !repositories().isEmpty();
  }

  /// Whether `now`, a repository on the volume, stays as it is when these are restored: no folder of the mirror takes its
  /// place, not even a damaged one.
  boolean leaves(Item now) {
    return !has(now.id(), KnotItem.REPOSITORY) && !has(now.id(), KnotItem.DOUBTFUL);
  }

  List<Item> with(String part) {
    return contents.with(part);
  }

  Optional<Item> item(String id) {
    return Optional.ofNullable(items.get(id));
  }

  boolean has(String id, String part) {
    return item(id).filter(item -> item.has(part)).isPresent();
  }

  /// Members, keys and collaborators, each by what people call it; the value says who or what it is about.
  SortedMap<String, String> people() {
    var people = new TreeMap<String, String>();
    for (var item : items.values()) {
      if (item.has(KnotItem.MEMBER)) {
        people.put("member " + item.label(), item.id());
      }
      if (item.has(KnotItem.KEY)) {
        item.versions().keySet().stream().filter(version -> version.contains("SHA256:"))
            .forEach(key -> people.put("key " + Words.of(key) + " of " + Words.of(item.id()), item.id()));
      }
      collaborators(item)
          .forEach(did -> people.put("collaborator " + Words.of(did) + " of " + item.label(), item.id()));
    }
    return people;
  }

  private static List<String> collaborators(Item item) {
    var dids = new ArrayList<String>();
    item.parts().stream().filter(part -> part.startsWith(KnotItem.COLLABORATOR))
        .forEach(part -> dids.add(part.substring(KnotItem.COLLABORATOR.length())));
    return dids;
  }

  /// The commit of each branch and tag of `repository`, by the ref's full name, and where its `HEAD` points to; without what a
  /// knot hides from everybody.
  static SortedMap<String, String> refs(Item repository) {
    var refs = new TreeMap<>(repository.versions());
    refs.keySet()
        .removeIf(name -> name.startsWith(HIDDEN) || !(name.startsWith("refs/") || name.equals(KnotItem.HEAD)));
    return refs;
  }
}
