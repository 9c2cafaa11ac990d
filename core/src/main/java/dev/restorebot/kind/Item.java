package dev.restorebot.kind;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One thing of a service that people would miss: an account, a repository.
///
/// @param id what tells it from others: a DID, a path
/// @param label what people call it: a handle; cut where it is longer than any
/// @param parts which of its parts are there, in the words of its kind: `account`, `repo`, `key`
/// @param versions which state parts are in, where that can be told: the commit of each branch of a repository
public record Item(String id, String label, SortedSet<String> parts, SortedMap<String, String> versions) {
  /// More of what people call it nobody reads, and it may be anything.
  private static final int LONGEST_LABEL = 300;

  public Item {
    label = label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…";
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
  }

  /// An item of whose parts no state is known.
  public Item(String id, String label, SortedSet<String> parts) {
    this(id, label, parts, new TreeMap<>());
  }

  /// This item with the parts of both, and the versions of `better` alone where it has any.
  Item known(Item better) {
    var both = plus(better);
    return better.versions.isEmpty() ? both : new Item(id, both.label, both.parts, better.versions);
  }

  /// True if the part called `part` is there.
  public boolean has(String part) {
    return parts.contains(part);
  }

  /// This item with the parts and versions of `other`, whose versions count where both have one, and with its label if this one has none but its id.
  Item plus(Item other) {
    var all = new TreeSet<>(parts);
    all.addAll(other.parts);
    var states = new TreeMap<>(versions);
    states.putAll(other.versions);
    return new Item(id, label.equals(id) ? other.label : label, all, states);
  }
}
