package dev.restorebot.bot.console;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.terminal.Talk.Pace;
import java.util.regex.Pattern;

/// What a terminal says first: who is there, and whether they watch.
record Hello(Person who, Pace pace) {
  private static final Pattern FORM = Pattern.compile("restorebot 1 ([^ ]+) (IN_TURN|AT_ONCE)");

  /// The line that says so.
  String line() {
    return "restorebot 1 " + who.id() + " " + pace;
  }

  /// @throws IllegalArgumentException if `line` does not say so
  static Hello read(String line) {
    var parts = FORM.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("this is not a terminal of the same version");
    }
    return new Hello(new Person(parts.group(1)), Pace.valueOf(parts.group(2)));
  }
}
