package dev.restorebot.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One thing that a plan has decided and people approve: data, and the words for it. Two terms are equal if their data are;
/// the words may be changed at any time, and change no fingerprint.
///
/// @param what the name of the thing: `install`. Part of fingerprints, so it is never changed
/// @param values the data, by name; part of fingerprints
/// @param words for people
public record Term(String what, SortedMap<String, String> values, String words) {
  public Term {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Term(var thing, var data, _) && what.equals(thing) && values.equals(data);
  }

  @Override
  public int hashCode() {
    return 31 * what.hashCode() + values.hashCode();
  }

  @Override
  public String toString() {
    return what + values;
  }
}
