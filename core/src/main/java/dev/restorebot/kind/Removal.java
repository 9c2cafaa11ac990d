package dev.restorebot.kind;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Rows that a fix-up may take out of a database: those that hold one of `values` in the column `column`, in whatever table.
///
/// @param values none: no row may be taken out
public record Removal(String column, SortedSet<String> values) {
  /// No row may be taken out.
  public static final Removal NONE = new Removal("", new TreeSet<>());

  public Removal {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }
}
