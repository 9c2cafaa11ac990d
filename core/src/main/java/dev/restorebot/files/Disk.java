package dev.restorebot.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;

/// Makes what was written or renamed survive a power cut. Every method returns once the disk has it, but for [#copyForNow] and
/// [#digestedCopyForNow].
public final class Disk {
  private Disk() {}

  /// Flushes the file or the folder at `path`; flushing a folder makes the names in it last.
  public static void flush(Path path) throws IOException {
    var option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /// Moves a file to another name on the same file system, in one step.
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    flushFolders(from, to);
  }

  /// Flushes the folders that `one` and `other` are or were in.
  public static void flushFolders(Path one, Path other) throws IOException {
    flush(folder(other));
    if (!folder(one).equals(folder(other)) && Files.exists(folder(one))) {
      flush(folder(one));
    }
  }

  /// Makes `folder` and what is missing above it; leaves alone what is there.
  public static void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    makeFolders(folder(folder));
    Files.createDirectory(folder);
    flush(folder(folder));
  }

  /// Opens the file `path` for reading, where somebody else may have put a link, a pipe or a device, on which a process waits for ever.
  ///
  /// @throws PlainFileException if it is no file
  /// @throws NoSuchFileException if it is not there
  public static FileChannel read(Path path) throws IOException {
    requirePlain(path);
    return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /// Opens the new file `path` for writing; what is there under that name is removed first, and if it is a link, that alone. So nothing
  /// that exists is ever written to.
  public static FileChannel create(Path path) throws IOException {
    Tree.delete(path);
    return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
  }

  /// Writes all of `bytes` to `channel`.
  public static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void requirePlain(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new PlainFileException(path, attributes.isSymbolicLink());
    }
  }

  /// Copies the content of the file `from` to the new file `to`.
  ///
  /// @throws PlainFileException if `from` is no file
  public static void copy(Path from, Path to) throws IOException {
    try (var in = read(from); var out = created(to)) {
      transfer(in, out);
      out.force(true);
    }
  }

  /// The same for a copy that nobody misses after a power cut: returns before the disk has it, which may take a disk that is busy many
  /// seconds.
  public static void copyForNow(Path from, Path to) throws IOException {
    try (var in = read(from); var out = created(to)) {
      transfer(in, out);
    }
  }

  /// The same with the digest of what was copied, which is read once for both.
  public static Digest digestedCopyForNow(Path from, Path to) throws IOException {
    var sha256 = Digest.sha256Engine();
    try (var in = new DigestInputStream(Channels.newInputStream(read(from)), sha256);
        var out = Channels.newOutputStream(created(to))) {
      in.transferTo(out);
    }
    return Digest.of(sha256);
  }

  private static FileChannel created(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  private static void transfer(FileChannel in, FileChannel out) throws IOException {
    var position = 0L;
    for (var sent = 1L; sent > 0; position += sent) {
      sent = in.transferTo(position, 1 << 20, out);
    }
  }

  private static Path folder(Path path) {
    var parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("has no folder: " + path);
    }
    return parent;
  }
}
