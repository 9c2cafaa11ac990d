package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.Database;
import dev.restorebot.bot.config.ConfigurationFile.Mirror;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sees to it that no database and no mirror of a service lies where another one does: what a restore puts in place of the one
/// would take the other away.
///
/// @param path of the backups
record LayoutChecks(ConfigurationPath path) {
  /// What SQLite keeps beside a database, and a restore takes away with it.
  private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

  /// @throws ConfigurationException if two lie in one place, or one below another
  void check(Map<String, Database> databases, Map<String, Mirror> mirrors) {
    var taken = new TreeMap<String, String>();
    databases.forEach((name, database) -> {
      var key = "databases." + name;
      take(taken, key + ".file", database.file(), "the file of " + key);
      BESIDE.forEach(ending -> take(taken, key + ".file", database.file() + ending,
          "what SQLite keeps beside the file of " + key));
    });
    mirrors.forEach((name, mirror) -> take(taken, "mirrors." + name + ".folder", mirror.folder(),
        "the folder of mirrors." + name));
  }

  /// @param taken what each place that is taken is for
  private void take(Map<String, String> taken, String key, String place, String what) {
    plain(key, place);
    taken.forEach((other, theirs) -> {
      if (other.equals(place)) {
        throw path.at(key).wrong(place + " is already " + theirs + "; each needs a place of its own");
      }
      if (below(place, other) || below(other, place)) {
        throw path.at(key).wrong(place + " and " + other + ", " + theirs
            + ", lie one below the other; each needs a place of its own");
      }
    });
    taken.put(place, what);
  }

  /// What is no plain path could be the same place as another by a name that looks different.
  private void plain(String key, String place) {
    for (var name : place.split("/", -1)) {
      if (name.isBlank() || name.equals(".") || name.equals("..")) {
        throw path.at(key).wrong("must be a plain path below the volume, as in data/knotserver.db");
      }
    }
  }

  private static boolean below(String place, String folder) {
    return place.startsWith(folder + "/");
  }
}
