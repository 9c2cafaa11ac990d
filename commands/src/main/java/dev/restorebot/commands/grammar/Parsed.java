package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import java.util.List;

/// The answer to a text: a command, or what was wrong with it. Both are free of control characters and bounded in
/// length, but may quote what was typed: a front end escapes them for its own markup.
public sealed interface Parsed {
  /// The text is `command`; `echo` says so in plain words, with times in UTC.
  record Understood(Command command, String echo) implements Parsed {}

  /// The text is not a command.
  ///
  /// @param problem what was wrong and what to do, in whole sentences
  /// @param suggestions at most three whole commands to offer instead, best first; each one would be understood
  record Misunderstood(String problem, List<String> suggestions) implements Parsed {
    public Misunderstood {
      suggestions = List.copyOf(suggestions);
    }
  }
}
