package dev.restorebot.knot.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.WindowCacheConfig;

/// What JGit keeps once for a whole process, set once: the settings are nobody's, and caches fit into a small worker.
final class Settings {
  /// The most that is held of packs at a time, in bytes.
  private static final int CACHE = 32 << 20;
  /// A larger object is read as a stream, or not at all.
  static final int LARGEST_OBJECT = 32 << 20;

  static {
    NobodysSettings.install();
    var cache = new WindowCacheConfig();
    cache.setExposeStatsViaJmx(false);
    cache.setPackedGitLimit(CACHE);
    cache.setPackedGitWindowSize(64 << 10);
    cache.setStreamFileThreshold(LARGEST_OBJECT);
    cache.install();
  }

  private Settings() {}

  /// Returns once they are set; what a repository's own configuration is taken to say.
  static Config ofEveryRepository() {
    var config = new Config();
    // Written by `git gc`, not needed, and perhaps older than the packs beside it.
    config.setBoolean("core", null, "multiPackIndex", false);
    return config;
  }
}
