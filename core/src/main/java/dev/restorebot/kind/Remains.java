package dev.restorebot.kind;

import java.nio.file.Path;
import java.util.Optional;

/// What stays on the volume as it is while databases are exchanged, for a fix-up that must go by it. Only read; nobody else uses the
/// volume meanwhile.
@FunctionalInterface
public interface Remains {
  /// Nothing: there is no volume, as in a drill.
  Remains NONE = _ -> Optional.empty();

  /// A private copy of the database at `path` below the volume's root, with what lies beside it; empty if it cannot be copied.
  Optional<Path> copy(String path);
}
