package dev.restorebot.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What JGit keeps once for a whole process, set once. It reads no configuration file of the machine or of a person, which
/// could change what it finds, asks git for none, and writes no probe files beside the objects to measure the clock of the
/// file system. Its caches fit into a small worker.
final class Settings {
  /// The most that is held of packs at a time, in bytes.
  private static final int CACHE = 32 << 20;
  /// A larger object is read as a stream, or not at all.
  static final int LARGEST_OBJECT = 32 << 20;

  static {
    SystemReader.setInstance(new NobodysSettings(SystemReader.getInstance()));
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

  private static final class NobodysSettings extends SystemReader.Delegate {
    NobodysSettings(SystemReader system) {
      super(system);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
      return new NoFile(parent);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
      return new NoFile(parent);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
      return new NoFile(parent);
    }
  }

  /// A configuration without a file.
  private static final class NoFile extends FileBasedConfig {
    @SuppressWarnings("NullAway") // the file of a configuration that has none, as JGit's own SystemReader does it
    NoFile(@Nullable Config parent) {
      super(parent, null, FS.DETECTED);
    }

    @Override
    public void load() {
      // there is nothing to load
    }

    @Override
    public void save() {
      // nor anywhere to save
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    /// Whatever the file system is: what this package reads, nobody changes meanwhile, and what was measured would not be
    /// used.
    @Override
    public long getTimeUnit(String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(1, TimeUnit.MICROSECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
