package dev.restorebot.kind;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a fix-up did.
///
/// @param edited the names of the databases that were changed
/// @param numbers figures that later steps need, such as the announced sequence number
/// @param notes what was done, a sentence each
public record FixUp(Set<String> edited, SortedMap<String, Long> numbers, List<String> notes) {
  /// Nothing was to be done.
  public static final FixUp NOTHING = new FixUp(Set.of(), new TreeMap<>(), List.of());

  public FixUp {
    edited = Set.copyOf(edited);
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    notes = List.copyOf(notes);
  }
}
