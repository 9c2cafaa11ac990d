package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.Button;
import java.util.List;

/// The answer to one person.
///
/// @param standing what became of what they said
/// @param lines plain text; a front end escapes it for its own markup
public record Reply(Standing standing, List<String> lines, List<Button> buttons) {
  /// What became of what a person said.
  public enum Standing {
    /// It was taken up or answered.
    TAKEN,
    /// It was understood and counts for nothing.
    DECLINED,
    /// It was not understood.
    MISUNDERSTOOD
  }

  public Reply {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
  }

  static Reply taken(List<String> lines) {
    return new Reply(Standing.TAKEN, lines, List.of());
  }

  static Reply declined(String line) {
    return new Reply(Standing.DECLINED, List.of(line), List.of());
  }
}
