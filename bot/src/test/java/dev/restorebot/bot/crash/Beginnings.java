package dev.restorebot.bot.crash;

import java.io.IOException;
import java.nio.file.Path;

/// Where the worlds of crash tests come from, each as a bot finds it that has done nothing yet.
public interface Beginnings {
  /// A world that is as the one in `begin` was left.
  World world(Path begin) throws IOException;

  /// Does what is to be done with a world that nobody looks at any more.
  void leave(World world) throws IOException;
}
