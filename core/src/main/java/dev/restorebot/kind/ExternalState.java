package dev.restorebot.kind;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What others hold about a service, and what it says of itself, learned without touching it: a relay's cursor, a version.
///
/// @param numbers by the name of who holds it
/// @param said by the name of what it is about, in the words of the kind: `version`
/// @param unknown who could not be asked and why, a sentence each
public record ExternalState(SortedMap<String, Long> numbers, SortedMap<String, String> said, List<String> unknown) {
  /// Nobody else holds anything.
  public static final ExternalState NOTHING = new ExternalState(new TreeMap<>(), List.of());

  public ExternalState {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    unknown = List.copyOf(unknown);
  }

  /// Figures alone.
  public ExternalState(SortedMap<String, Long> numbers, List<String> unknown) {
    this(numbers, new TreeMap<>(), unknown);
  }

  /// This, asked again: what was said of single items stays said, and of everything else what `fresh` says counts.
  public ExternalState with(ExternalState fresh) {
    var both = new TreeMap<>(said);
    both.putAll(fresh.said);
    return new ExternalState(fresh.numbers, both, fresh.unknown);
  }
}
