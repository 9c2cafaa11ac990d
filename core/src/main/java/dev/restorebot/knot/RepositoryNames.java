package dev.restorebot.knot;

import dev.restorebot.kind.Sign;
import java.util.Collection;
import java.util.List;

/// Repositories in sentences.
final class RepositoryNames {
  private static final int TOLD = 10;

  private RepositoryNames() {}

  /// A sign at `repositories`, who stand in `text` in the place of `%s`.
  static Sign sign(String code, Collection<String> repositories, String text) {
    var names = repositories.stream().map(Words::of).sorted().toList();
    return new Sign(code, names, text.replace("%s", Words.list(List.copyOf(names), TOLD)));
  }
}
