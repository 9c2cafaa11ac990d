package dev.restorebot.commands.grammar;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The outcome of reading a part of a command.
sealed interface Reading<T> {
  /// It was read as `value`.
  record Read<T>(T value) implements Reading<T> {}

  /// It could not be read.
  ///
  /// @param problem what is wrong, for the person who typed it
  /// @param tries texts that may have been meant instead, best first; nobody has checked yet that they can be read
  /// @param otherwise what to say as well if none of them can: what there is to choose from, or nothing
  record Wrong<T>(String problem, List<String> tries, String otherwise) implements Reading<T> {
    public Wrong {
      tries = List.copyOf(tries);
    }

    Wrong(String problem, List<String> tries) {
      this(problem, tries, "");
    }
  }

  /// What was read as `value`.
  static <T> Reading<T> of(T value) {
    return new Read<>(value);
  }

  /// What could not be read, with nothing to try instead.
  static <T> Reading<T> wrong(String problem) {
    return new Wrong<>(problem, List.of());
  }

  /// Goes on reading with `next`, unless this went wrong.
  default <U> Reading<U> then(Function<T, Reading<U>> next) {
    return switch (this) {
      case Read<T>(var value) -> next.apply(value);
      case Wrong<T>(var problem, var tries, var otherwise) -> new Wrong<>(problem, tries, otherwise);
    };
  }

  /// The same, with each text to try put into its place by `placed`.
  default Reading<T> tries(UnaryOperator<String> placed) {
    return switch (this) {
      case Read<T> read -> read;
      case Wrong<T>(var problem, var tries, var otherwise) ->
        new Wrong<>(problem, tries.stream().map(placed).toList(), otherwise);
    };
  }
}
