package dev.restorebot.worker;

import java.util.Arrays;
import java.util.List;

/// The fields of a line of a volume's journal as text: with tabs between them. Only what would break a line is written as `%XX`,
/// so that a person can read the rest.
final class JournalText {
  private JournalText() {}

  static String of(List<String> fields) {
    return String.join("\t", fields.stream().map(JournalText::escaped).toList());
  }

  /// @throws IllegalArgumentException if something is written in a way in which [#of] writes nothing
  static List<String> fields(String text) {
    return Arrays.stream(text.split("\t", -1)).map(JournalText::unescaped).toList();
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      escaped.append(c < ' ' || c == '%' || c == 127 ? String.format("%%%02X", (int) c) : String.valueOf(c));
    }
    return escaped.toString();
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        if (i + 3 > text.length()) {
          throw new IllegalArgumentException("cut off after %");
        }
        plain.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
