package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;

/// What a Job's image starts with. Thread-safe.
@FunctionalInterface
public interface Entrypoint {
  /// The words before the container's arguments; not asked where the container brings a command of its own.
  List<String> words(Container container);

  /// Every image starts with these words.
  static Entrypoint of(String... words) {
    return of(List.of(words));
  }

  /// Every image starts with these words.
  static Entrypoint of(List<String> words) {
    return _ -> words;
  }
}
