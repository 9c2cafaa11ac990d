package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// Reads a file of a repository, and nothing that a symbolic link leads to.
final class SmallFile {
  private SmallFile() {}

  /// @throws java.nio.file.NoSuchFileException if it is not there
  /// @throws FileSystemException if it is no plain file, or has more than `most` bytes
  static byte[] read(Path file, int most) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is no plain file");
    }
    if (attributes.size() > most) {
      throw new FileSystemException(file.toString(), null, "it has " + attributes.size() + " bytes");
    }
    var content = ByteBuffer.allocate((int) attributes.size());
    try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (content.hasRemaining()) {
        if (channel.read(content) < 0) {
          break;
        }
      }
    }
    var read = new byte[content.position()];
    content.flip().get(read);
    return read;
  }

  /// Why a file could not be read, in a few words and without its path.
  static String why(IOException e) {
    var reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
