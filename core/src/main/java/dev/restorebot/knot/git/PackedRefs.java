package dev.restorebot.knot.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;

/// The text of the file `packed-refs`. Takes what can be understood, and says what git would stop at: it reads nothing of a
/// file in which one line is wrong (`refs/packed-backend.c` in git).
final class PackedRefs {
  private static final String HEADER = "# pack-refs with:";

  private final SortedMap<String, String> refs;
  private final Sentences unreadable;
  private boolean isSaidToBeSorted;
  private boolean isSorted = true;
  private String last = "";

  private PackedRefs(SortedMap<String, String> refs, Sentences unreadable) {
    this.refs = refs;
    this.unreadable = unreadable;
  }

  /// Adds to `refs` the ids by name.
  static void read(String text, SortedMap<String, String> refs, Sentences unreadable) {
    var whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      unreadable.add("packed-refs does not end with a line: it was cut.");
    }
    if (whole.contains("\r\n")) {
      unreadable.add("packed-refs has carriage returns at the end of lines: git does not take it.");
    }
    if (!whole.isEmpty()) {
      new PackedRefs(refs, unreadable).readLines(whole.split("\r?\n", 0));
    }
  }

  /// `text` without the refs that are not in `names`, and what it says of the tags they stand for.
  ///
  /// @param text byte for byte, in ISO 8859-1
  static String only(String text, Set<String> names) {
    var kept = new StringBuilder();
    var keeping = true;
    for (var line : text.split("(?<=\n)", 0)) {
      var end = line.replaceAll("[\r\n]+$", "");
      var name = new String(end.substring(end.indexOf(' ') + 1).getBytes(StandardCharsets.ISO_8859_1),
          StandardCharsets.UTF_8);
      if (!line.startsWith("^")) {
        keeping = line.startsWith("#") || !RefFile.isRef(name) || names.contains(name);
      }
      if (keeping) {
        kept.append(line);
      }
    }
    return kept.toString();
  }

  private void readLines(String[] lines) {
    for (var i = 0; i < lines.length; i++) {
      if (!isHeader(i, lines[i]) && !isPeeled(lines[i]) && !isRef(lines[i])) {
        unreadable.add("Line " + (i + 1) + " of packed-refs is no ref: " + Sentences.shown(lines[i]) + ".");
      }
    }
    if (isSaidToBeSorted && !isSorted) {
      unreadable.add("packed-refs says that it is sorted, and is not: git does not find all that is in it.");
    }
  }

  private boolean isHeader(int number, String line) {
    if (number > 0 || !line.startsWith(HEADER)) {
      return false;
    }
    isSaidToBeSorted = (line + " ").contains(" sorted ");
    return true;
  }

  /// What the tag in the line before is about.
  private static boolean isPeeled(String line) {
    return line.startsWith("^") && RefFile.id(line.substring(1)).isPresent();
  }

  private boolean isRef(String line) {
    var space = line.indexOf(' ');
    var id = RefFile.id(line.substring(0, Math.max(space, 0)));
    var name = line.substring(space + 1);
    if (id.isEmpty() || !RefFile.isRef(name)) {
      return false;
    }
    isSorted &= Arrays.compareUnsigned(bytes(last), bytes(name)) < 0;
    last = name;
    refs.put(name, id.get());
    return true;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
