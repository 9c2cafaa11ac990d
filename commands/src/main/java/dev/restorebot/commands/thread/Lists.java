package dev.restorebot.commands.thread;

import java.util.ArrayList;
import java.util.List;

/// The lists in one message. A long one is cut where it belongs, so that what follows is seen, and stands whole at the end of
/// the message, where a chat puts into a file what is too much for it. Confined to the text that is being made.
final class Lists {
  private static final int SHOWN = 12;
  /// So many characters of whole lists stand in one message: more nobody reads, and no chat takes messages of any size.
  private static final int ROOM = 12_000;

  private final List<String> rest = new ArrayList<>();

  /// `title`, which may be indented, with `entries`: on its line, or below it where they are more than names.
  List<String> named(String title, List<String> entries) {
    if (entries.size() <= SHOWN) {
      return lines(title, entries, "");
    }
    whole(title.strip(), entries);
    return lines(title, entries.subList(0, SHOWN), (entries.size() - SHOWN) + " more; all stand at the end");
  }

  /// As much of it as a message may hold.
  private void whole(String title, List<String> entries) {
    var room = ROOM - rest.stream().mapToInt(String::length).sum();
    var shown = new ArrayList<String>();
    for (var entry : entries) {
      room -= entry.length() + 2;
      if (room < 0) {
        break;
      }
      shown.add("  " + entry);
    }
    rest.add(shown.size() == entries.size()
        ? title + ", all " + entries.size() + ":"
        : title + ", " + shown.size() + " of " + entries.size()
            + ", since a message holds no more; the journal has all of them:");
    rest.addAll(shown);
  }

  /// The same, with only the beginning of a long list: the whole stands in another message.
  static List<String> begun(String title, List<String> entries, String where) {
    return entries.size() <= SHOWN
        ? lines(title, entries, "")
        : lines(title, entries.subList(0, SHOWN), (entries.size() - SHOWN) + " more; " + where);
  }

  private static List<String> lines(String title, List<String> shown, String more) {
    if (shown.stream().noneMatch(entry -> entry.contains(": "))) {
      return List.of(title + ": " + String.join(", ", shown) + (more.isEmpty() ? "" : " and " + more));
    }
    var indent = " ".repeat(title.length() - title.stripLeading().length() + 2);
    var lines = new ArrayList<String>();
    lines.add(title + ":");
    shown.forEach(entry -> lines.add(indent + entry));
    if (!more.isEmpty()) {
      lines.add(indent + "and " + more);
    }
    return lines;
  }

  /// What was cut, for the end of the message.
  List<String> rest() {
    return List.copyOf(rest);
  }
}
