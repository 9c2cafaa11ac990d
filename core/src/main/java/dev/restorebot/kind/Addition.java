package dev.restorebot.kind;

import java.util.List;

/// What data lacks about one item, and what follows from what else is there. Added only with consent, at a gate of its own.
///
/// @param item the [Item#id] of what it is about
/// @param rows what would be written, a line each, as it would stand in the database
public record Addition(String item, List<String> rows) {
  public Addition {
    rows = List.copyOf(rows);
  }
}
