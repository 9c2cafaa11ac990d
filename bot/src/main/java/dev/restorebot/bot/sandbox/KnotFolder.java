package dev.restorebot.bot.sandbox;

import java.nio.file.Path;

/// The volume of a knot: where its database and its repositories lie.
record KnotFolder(Path root) {
  Path database() {
    return root.resolve("data/knotserver.db");
  }

  Path repositories() {
    return root.resolve("repositories");
  }

  /// The folder of one repository.
  ///
  /// @param path the owner's DID, `/` and the name
  Path repository(String path) {
    return repositories().resolve(path);
  }
}
