package dev.restorebot.commands.thread;

import java.util.ArrayList;
import java.util.List;

/// The lists in one message. A long one is cut where it belongs, so that what follows is seen, and stands whole at the end of
/// the message, where a chat puts into a file what is too much for it. Confined to the text that is being made.
final class Lists {
  private static final int SHOWN = 12;

  private final List<String> rest = new ArrayList<>();

  /// `title`, which may be indented, with `entries`: on its line, or below it where they are more than names.
  List<String> named(String title, List<String> entries) {
    if (entries.size() <= SHOWN) {
      return lines(title, entries, "");
    }
    rest.add(title.strip() + ", all " + entries.size() + ":");
    entries.forEach(entry -> rest.add("  " + entry));
    return lines(title, entries.subList(0, SHOWN), (entries.size() - SHOWN) + " more; all stand at the end");
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
