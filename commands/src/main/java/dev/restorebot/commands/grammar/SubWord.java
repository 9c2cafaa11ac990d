package dev.restorebot.commands.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words that can follow `/restore` in the place of a service, whichever services there are. All of them are reserved, also those
/// that this version does not serve.
enum SubWord {
  DRILL, LIST, STATUS, HISTORY, SHOW, CANCEL, REOPEN, UNDO, PURGE, RUNBOOK, DIAGNOSE, HELP, RESTORE;

  private static final List<SubWord> UNSERVED = List.of(RESTORE);

  /// The one that is written `keyword`, which is in lower case.
  static Optional<SubWord> of(String keyword) {
    return Arrays.stream(values()).filter(word -> word.text().equals(keyword)).findFirst();
  }

  /// The word for what people may call `keyword`, which is in lower case.
  static Optional<SubWord> saidFor(String keyword) {
    return switch (keyword) {
      case "check", "doctor", "health", "verdict" -> Optional.of(DIAGNOSE);
      case "test", "rehearse", "rehearsal", "exercise", "prove" -> Optional.of(DRILL);
      default -> Optional.empty();
    };
  }

  /// Those a person can be offered.
  static List<String> offered() {
    return Arrays.stream(values()).filter(word -> !UNSERVED.contains(word)).map(SubWord::text).toList();
  }

  /// The word as it is typed.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
