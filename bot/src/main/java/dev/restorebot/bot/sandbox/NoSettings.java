package dev.restorebot.bot.sandbox;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What git would read on this machine, without the settings of its users and of the machine: a repository is the same
/// wherever it is made.
final class NoSettings extends SystemReader.Delegate {
  private static final NoSettings HERE = new NoSettings(SystemReader.getInstance());

  private NoSettings(SystemReader machine) {
    super(machine);
  }

  /// Makes git's library use it, in the whole program.
  static void install() {
    SystemReader.setInstance(HERE);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  /// Settings that are nowhere.
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS files) {
      super(parent, null, files);
    }

    @Override
    public void load() {
      // There is nothing to read.
    }

    @Override
    public void save() {
      // Nor a place to write to.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    /// As if the clock of the file system were known: to measure it, probe files would be written beside the objects.
    @Override
    public long getTimeUnit(String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(1, TimeUnit.MICROSECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
