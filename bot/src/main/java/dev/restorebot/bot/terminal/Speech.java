package dev.restorebot.bot.terminal;

import dev.restorebot.approval.Person;
import java.util.Optional;
import java.util.regex.Pattern;

/// One line of a script or of a session: who does what.
public sealed interface Speech {
  /// A person types something.
  record Says(Person by, String text) implements Speech {}

  /// A person presses a button by its label.
  ///
  /// @param which the how-manieth button of that label ever posted, counted from 1; empty for the newest live one
  /// @param typed what they write behind it, to confirm or as the reason; empty if nothing
  record Presses(Person by, String label, Optional<Integer> which, String typed) implements Speech {}

  /// Something happens to the world.
  record Happens(String what) implements Speech {}

  /// Nothing: an empty line or a remark.
  record Remark(String text) implements Speech {}

  /// The line makes no sense, and why.
  record Unclear(String problem) implements Speech {}

  /// Reads `alice: /restore pds latest`, `bob: [Approve]`, `bob: [Approve #1]`, `bob: [Purge] pds`, `bob: [Break glass] nobody answers`, `sandbox: s3 down`, or
  /// `# a remark`.
  static Speech parse(String line) {
    var text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Remark(text);
    }
    var parts = Form.LINE.matcher(text);
    if (!parts.matches()) {
      return new Unclear("a line names who does what, as in `alice: /restore pds latest` or `bob: [Approve]`");
    }
    var who = parts.group("who");
    var what = parts.group("what");
    if (who.equals("sandbox")) {
      return new Happens(what);
    }
    return of(new Person("sandbox:" + who), what);
  }

  /// Reads what `by` typed: `/restore pds latest`, `[Approve]`, `[Approve #1]`, `[Purge] pds`.
  static Speech of(Person by, String what) {
    var button = Form.BUTTON.matcher(what.strip());
    return button.matches()
        ? new Presses(by, button.group("label"), Optional.ofNullable(button.group("which")).map(Integer::valueOf),
            button.group("typed").strip())
        : new Says(by, what.strip());
  }

  /// The forms of a line.
  final class Form {
    private static final Pattern LINE = Pattern.compile("(?<who>[a-z][a-z0-9-]{0,30}):\\s+(?<what>.+)");
    private static final Pattern BUTTON =
        Pattern.compile("\\[(?<label>[^\\]#]+?)(?:\\s+#(?<which>[1-9]\\d{0,3}))?\\](?<typed>.*)");

    private Form() {}
  }
}
