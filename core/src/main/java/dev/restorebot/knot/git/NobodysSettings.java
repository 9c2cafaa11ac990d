package dev.restorebot.knot.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What JGit asks of the machine, without the settings of the machine and of its users: a repository is the same wherever it is
/// looked at or made, no `git` is run to find out, and no probe file is written beside its objects.
public final class NobodysSettings extends SystemReader.Delegate {
  private static final NobodysSettings HERE = new NobodysSettings(SystemReader.getInstance());

  private NobodysSettings(SystemReader machine) {
    super(machine);
  }

  /// Has JGit use them, in the whole program. Idempotent; thread-safe.
  public static void install() {
    SystemReader.setInstance(HERE);
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

    /// Whatever the file system is: what is read, nobody changes meanwhile, and what was measured would not be
    /// used.
    @Override
    public long getTimeUnit(String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(1, TimeUnit.MICROSECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
