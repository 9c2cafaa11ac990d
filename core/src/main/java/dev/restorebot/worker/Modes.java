package dev.restorebot.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/// The permissions of files that go live: object stores keep none.
final class Modes {
  private Modes() {}

  /// Gives `file` the mode of `example`, or 0644 if that does not exist. Does nothing on a file system without modes.
  static void set(Path file, Path example) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    view.setPermissions(Files.exists(example)
        ? Files.getPosixFilePermissions(example)
        : PosixFilePermissions.fromString("rw-r--r--"));
  }
}
