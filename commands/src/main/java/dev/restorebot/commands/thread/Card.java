package dev.restorebot.commands.thread;

import java.util.List;

/// A run at a glance: one message in the channel that is kept up to date.
///
/// @param title what it is about, on one line
/// @param fields what there is to know, each a name and a value
/// @param lines what stands below, in plain text
/// @param quotes pieces of the text that are somebody's own words: no name in them stands for a person
public record Card(String title, List<Field> fields, List<String> lines, List<Button> buttons, List<String> quotes)
    implements Content {
  /// Something to know: `State`, `at the step stage`.
  public record Field(String name, String value) {}

  public Card {
    fields = List.copyOf(fields);
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
    quotes = List.copyOf(quotes);
  }
}
