package dev.restorebot.pds;

import dev.restorebot.concurrent.SideBySide;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Asks somebody else the same about many, several at a time and not for ever.
final class Inquiry {
  /// So many are asked about at a time.
  static final int WIDTH = 8;
  /// No further one is asked about after so long.
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(30);

  private Inquiry() {}

  /// The answer about each of `subjects`, in their order. Blocks, for little more than half a minute at most.
  ///
  /// @param unknown makes an answer of the reason why there is none
  static <T, A> List<A> of(List<T> subjects, Function<T, A> question, Function<String, A> unknown) {
    var begun = System.nanoTime();
    try {
      return SideBySide.of(WIDTH, subjects, subject -> System.nanoTime() - begun > ENOUGH
          ? unknown.apply("there was no time to ask")
          : question.apply(subject));
    } catch (IOException _) {
      return subjects.stream().map(_ -> unknown.apply("interrupted")).toList();
    }
  }
}
