package dev.restorebot.kind;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What others hold about a service, learned without touching it: a relay's cursor.
///
/// @param numbers by the name of who holds it
/// @param unknown who could not be asked and why, a sentence each
public record Outside(SortedMap<String, Long> numbers, List<String> unknown) {
  /// Nobody else holds anything.
  public static final Outside NOTHING = new Outside(new TreeMap<>(), List.of());

  public Outside {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    unknown = List.copyOf(unknown);
  }
}
