package dev.restorebot.kind;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// One thing of a service that people would miss: an account, a repository.
///
/// @param id what tells it from others: a DID, a path
/// @param label what people call it: a handle
/// @param parts which of its parts are there, in the words of its kind: `account`, `repo`, `key`
public record Item(String id, String label, SortedSet<String> parts) {
  public Item {
    parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
  }

  /// True if the part called `part` is there.
  public boolean has(String part) {
    return parts.contains(part);
  }

  /// This item with the parts of `other`, and with its label if this one has none but its id.
  Item plus(Item other) {
    var all = new TreeSet<>(parts);
    all.addAll(other.parts);
    return new Item(id, label.equals(id) ? other.label : label, all);
  }
}
