package dev.restorebot.landlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// What the kernel lets this thread do with files from now on, and every thread and process that it starts: Landlock of Linux, from 5.13 on
/// (source: `landlock(7)`). It goes by where a file really is, so a link that somebody puts in the way leads nowhere. What is open already
/// stays open. Nothing takes it back.
public final class Landlock {
  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long REMOVE_DIR = 1 << 4;
  /// Removing and making anything in a folder.
  private static final long MAKE = 0b1_1111_1111L << 4;
  private static final long REFER = 1 << 13;
  private static final long TRUNCATE = 1 << 14;
  private static final long READ = EXECUTE | READ_FILE | READ_DIR;
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

  private static final int WITH_REFER = 2;
  private static final int WITH_TRUNCATE = 3;
  private static final int WITH_NETWORK = 4;
  private static final int WITH_SCOPES = 6;

  private final Kernel kernel;
  private final int version;

  private Landlock(Kernel kernel, int version) {
    this.kernel = kernel;
    this.version = version;
  }

  /// What this kernel offers; empty where it offers none, or where whoever started this process forbids it.
  public static Optional<Landlock> offered() {
    return Kernel.here().flatMap(kernel -> {
      var version = kernel.version();
      return version < 1 ? Optional.empty() : Optional.of(new Landlock(kernel, version));
    });
  }

  /// From now on nothing is made, changed or removed but in `folders`; reading goes on as before.
  ///
  /// @param folders none of which may be reached through a link
  /// @param emptied folders in which empty folders may be removed, and nothing else
  /// @throws IOException if that cannot be had, such as for a folder that is a link; then nothing is confined
  public void writeOnlyIn(Collection<Path> folders, Collection<Path> emptied) throws IOException {
    try (var rules = kernel.rules(writing(), 0, 0)) {
      for (var folder : folders) {
        rules.allow(folder, true, writing());
      }
      for (var folder : emptied) {
        rules.allow(folder, true, REMOVE_DIR);
      }
      rules.confine();
    }
  }

  /// From now on nothing is read but `readable` and `writable`, nothing is written but `writable`, no address on the network is reached,
  /// and no process is sent a signal but this one and those that it starts; the last two as far as the kernel is new enough.
  ///
  /// @param readable files and folders; of those that are not there nothing is said. A link counts as what it leads to
  /// @param writable folders
  public void nothingBut(Collection<Path> readable, Collection<Path> writable) throws IOException {
    var network = version >= WITH_NETWORK ? 0b11 : 0;
    var scopes = version >= WITH_SCOPES ? 0b11 : 0;
    try (var rules = kernel.rules(writing() | READ, network, scopes)) {
      for (var path : readable) {
        if (Files.exists(path)) {
          var real = path.toRealPath();
          var folder = Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
          rules.allow(real, folder, folder ? READ : READ & OF_FILES);
        }
      }
      for (var folder : writable) {
        rules.allow(folder.toRealPath(), true, writing() | READ);
      }
      rules.confine();
    }
  }

  private long writing() {
    return WRITE_FILE | MAKE | (version >= WITH_REFER ? REFER : 0) | (version >= WITH_TRUNCATE ? TRUNCATE : 0);
  }
}
