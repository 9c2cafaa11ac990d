package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Message.Role;
import java.util.ArrayList;
import java.util.List;

/// A message while the entries that shape it are read. Confined to its conversation.
class Draft {
  private final long anchor;
  private final Role role;
  private final List<String> lines;
  private final List<Button> buttons;
  private final List<String> quotes;

  Draft(long anchor, Role role, Post post) {
    this.anchor = anchor;
    this.role = role;
    this.lines = new ArrayList<>(post.lines());
    this.buttons = new ArrayList<>(post.buttons());
    this.quotes = new ArrayList<>(post.quotes());
  }

  /// One more line at the end.
  void say(String line) {
    lines.add(line);
  }

  /// `words` are somebody's own.
  void quote(String words) {
    if (!words.isBlank()) {
      quotes.add(words);
    }
  }

  /// Nothing is to be decided here any more.
  void withdrawButtons() {
    buttons.clear();
  }

  /// What it says instead of what it said.
  void rewrite(List<String> text) {
    lines.clear();
    lines.addAll(text);
  }

  Message message() {
    return new Message(anchor, role, new Post(lines, buttons, quotes));
  }
}
