package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Reads what people type after `/restore`, with or without that word itself, as one string.
///
/// Words of the grammar may be in any case, names may not. The words that can stand in the place of a service (`list`,
/// `status`, `history`, `show`, `cancel`, `undo`, `purge`, `runbook`, `help`, `restore` and `diagnose`, and those of amendments) are
/// reserved there: `/restore list` never means a service called `list`, which could be listed with `/restore list list`
/// but not restored. A configuration should not use them; [#reserves] tells.
///
/// Thread-safe.
public final class Grammar {
  private static final int CORRECTIONS = 3;
  private static final int SUGGESTIONS = 3;

  private final Services services;
  private final Verbs verbs;

  /// A grammar whose services are those of `catalogue`.
  public Grammar(Catalogue catalogue) {
    services = new Services(catalogue);
    verbs = new Verbs(catalogue);
  }

  /// True if a service called `name` could not be restored by that name, whatever services there are besides.
  public static boolean reserves(ServiceName name) {
    return SubWord.of(name.value()).isPresent();
  }

  /// Reads `text`, whatever it is. Never throws, and keeps no state.
  ///
  /// @param said when it was said, from which times count such as `6h ago`
  public Parsed parse(String text, Instant said) {
    return parse(text, new Commands(services, verbs, new Selectors(verbs, new TimeText(said))), CORRECTIONS);
  }

  /// Reads `text`; if it is wrong, also what could be tried instead, correcting at most `corrections` mistakes.
  private static Parsed parse(String text, Commands commands, int corrections) {
    return switch (commands.read(text)) {
      case Reading.Read<Command>(var command) -> new Parsed.Understood(command, Echo.of(command));
      case Reading.Wrong<Command> wrong when corrections == 0 -> misunderstood(wrong, List.of());
      case Reading.Wrong<Command> wrong -> misunderstood(wrong, wrong.tries().stream()
          .flatMap(attempt -> understood(attempt, commands, corrections - 1)).distinct().limit(SUGGESTIONS).toList());
    };
  }

  private static Parsed misunderstood(Reading.Wrong<Command> wrong, List<String> suggestions) {
    var choices = suggestions.isEmpty() && !wrong.otherwise().isEmpty() ? " " + wrong.otherwise() : "";
    return new Parsed.Misunderstood(wrong.problem() + choices, suggestions);
  }

  private static Stream<String> understood(String attempt, Commands commands, int corrections) {
    return switch (parse(attempt, commands, corrections)) {
      case Parsed.Understood _ -> Stream.of(attempt);
      case Parsed.Misunderstood(_, var suggestions) -> suggestions.stream();
    };
  }
}
