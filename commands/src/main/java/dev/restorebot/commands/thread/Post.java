package dev.restorebot.commands.thread;

import java.util.List;

/// One message in a thread: lines of plain text, the first of which says what it is about, and buttons. A front end
/// escapes the text for its own markup.
///
/// @param quotes pieces of the lines that are somebody's own words: no name in them stands for a person
public record Post(List<String> lines, List<Button> buttons, List<String> quotes) implements Content {
  public Post {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
    quotes = List.copyOf(quotes);
  }

  /// A message without anybody's own words.
  public Post(List<String> lines, List<Button> buttons) {
    this(lines, buttons, List.of());
  }

  /// A message of one line, in which there are somebody's own words.
  static Post quoting(String words, String line) {
    return new Post(List.of(line), List.of(), words.isEmpty() ? List.of() : List.of(words));
  }

  /// A message without buttons.
  static Post of(List<String> lines) {
    return new Post(lines, List.of());
  }

  /// A message of one line.
  static Post of(String line) {
    return new Post(List.of(line), List.of());
  }
}
