package dev.restorebot.kind;

import java.util.List;

/// Rights to one item that restored data would lack and that follow from what else is there. Given only with consent, at a
/// gate of its own.
///
/// @param item the [Item#id] of what the rights are to
/// @param rows what would be written, a line each, as it would stand in the database
public record Grant(String item, List<String> rows) {
  public Grant {
    rows = List.copyOf(rows);
  }
}
