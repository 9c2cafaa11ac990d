package dev.restorebot.kind;

import java.util.Optional;
import java.util.function.Function;

/// What a look at something brought.
public sealed interface Observed<T> {
  /// It was seen.
  record Seen<T>(T what) implements Observed<T> {}

  /// It was not, and why, without a full stop.
  ///
  /// @param lasting whether it will stay so until somebody changes something
  record Unseen<T>(String why, boolean lasting) implements Observed<T> {
    /// One that may be seen the next time.
    public Unseen(String why) {
      this(why, false);
    }
  }

  /// What was seen, if it was.
  default Optional<T> seen() {
    return switch (this) {
      case Seen<T>(var what) -> Optional.of(what);
      case Unseen<T> _ -> Optional.empty();
    };
  }

  /// The same look at a part of it.
  default <R> Observed<R> map(Function<T, R> part) {
    return switch (this) {
      case Seen<T>(var what) -> new Seen<>(part.apply(what));
      case Unseen<T>(var why, var lasting) -> new Unseen<>(why, lasting);
    };
  }
}
