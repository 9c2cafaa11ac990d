package dev.restorebot.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Keeps a worker to where it has to write, while a service that may be hostile puts links in its way. Best asked of a thread that does
/// nothing else: what it is kept to, it is kept to for good.
@FunctionalInterface
public interface Confinement {
  /// A worker is trusted, or the operating system keeps it to nothing.
  Confinement NONE = (_, _) -> {
  };

  /// From now on nothing is written but in `folders`.
  ///
  /// @param folders none of which may be reached through a link
  /// @param emptied folders in which empty folders may be removed
  /// @throws IOException if one of them is not there, or is reached through a link
  void writeOnlyIn(List<Path> folders, List<Path> emptied) throws IOException;
}
