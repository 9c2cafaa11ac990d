package dev.restorebot.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Text that a shell shall not mistake for commands, and a terminal not for orders. Everything that comes from a configuration
/// or a snapshot goes through here before it stands in a script.
public final class Shell {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
  private static final int WIDTH = 118;

  private Shell() {}

  /// `text` as one word, whatever is in it. A character that cannot be shown becomes a question mark.
  public static String word(String text) {
    return "'" + visible(text).replace("'", "'\\''") + "'";
  }

  /// A command: a name and its arguments, each as one word.
  public static String command(String name, Object... arguments) {
    var line = new StringBuilder(name);
    for (var argument : arguments) {
      line.append(' ').append(argument instanceof Number ? argument.toString() : word(argument.toString()));
    }
    return line.toString();
  }

  /// `text` as lines of a comment, the first after `head` and the others indented below it.
  public static List<String> comment(String head, String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder("# " + head);
    for (var word : visible(text).split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH && line.toString().strip().length() > 1) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append("# ").repeat(' ', head.length());
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /// `text` with a question mark for every character that cannot be shown, or that changes how others are shown.
  public static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("?");
  }

  /// The lines of the script `name` that lies beside `owner`.
  public static List<String> script(Class<?> owner, String name) {
    try (var in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + name, e);
    }
  }
}
