package dev.restorebot.files;

import dev.restorebot.concurrent.InOrder;
import dev.restorebot.text.ByteSize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Predicate;

/// All files of a folder in one digest. Empty folders have no part in it.
///
/// @param digest of the path, the executable bit, the size and, as asked, the content or the time of each file, in the order
///        of the paths' bytes
public record TreeDigest(long files, ByteSize size, Digest digest) {
  private static final long LARGEST_PIECE = 64 * 1024;

  /// With the contents of the files: the same files have the same wherever they lie. Reads many at once, in small pieces.
  /// Blocks.
  ///
  /// @throws PlainFileException if there is something else than files and folders
  /// @throws IOException if a file cannot be read, or vanishes meanwhile
  public static TreeDigest contents(Path folder) throws IOException, InterruptedException {
    return contents(folder, _ -> false);
  }

  /// As [#contents(Path)], without what `without` chooses: files, and folders with all that is in them.
  public static TreeDigest contents(Path folder, Predicate<Path> without) throws IOException, InterruptedException {
    return contents(folder, without, _ -> {
    }, _ -> {
    });
  }

  /// As [#contents(Path)], and all of it is safe on disk when it returns.
  public static TreeDigest flushed(Path folder) throws IOException, InterruptedException {
    return contents(folder, _ -> false, file -> file.force(true), Disk::flush);
  }

  private static TreeDigest contents(Path folder, Predicate<Path> without, Step<FileChannel> first,
      Step<Path> inFolder) throws IOException, InterruptedException {
    var sum = new Sum();
    try (var hands = new InOrder<Optional<TreeLine>>(line -> line.ifPresent(sum::add))) {
      new OrderedTree(folder, without).walk(
          (file, path, attributes) -> hands.submit(() -> Optional.of(read(file, path, attributes, first))),
          inside -> hands.submit(() -> {
            inFolder.with(inside);
            return Optional.empty();
          }));
      hands.finish();
    }
    return sum.digest();
  }

  /// What is done with each file that has been opened, or with each folder.
  @FunctionalInterface
  private interface Step<T> {
    void with(T thing) throws IOException;
  }

  /// With the times at which the files were last modified, without reading them: nobody has touched a folder that has the same
  /// as before. A file that vanishes meanwhile is left out, and a symbolic link counts as the file that it is. Blocks.
  public static TreeDigest stamp(Path folder) throws IOException, InterruptedException {
    return stamp(folder, _ -> false);
  }

  /// As [#stamp(Path)], without what `without` chooses: files, and folders with all that is in them.
  public static TreeDigest stamp(Path folder, Predicate<Path> without) throws IOException, InterruptedException {
    var sum = new Sum();
    new OrderedTree(folder, without).walk((_, path, attributes) -> sum.add(
        new TreeLine(path, executable(attributes), attributes.size(),
            attributes.lastModifiedTime().toInstant().toString())));
    return sum.digest();
  }

  private static TreeLine read(Path file, String path, BasicFileAttributes attributes, Step<FileChannel> first)
      throws IOException {
    if (!attributes.isRegularFile()) {
      throw new PlainFileException(file, attributes.isSymbolicLink());
    }
    var sha256 = Digest.sha256Engine();
    var size = 0L;
    try (var in = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      first.with(in);
      var buffer = ByteBuffer.allocate((int) Math.clamp(attributes.size() + 1, 1, LARGEST_PIECE));
      while (in.read(buffer) >= 0) {
        buffer.flip();
        size += buffer.remaining();
        sha256.update(buffer);
        buffer.clear();
      }
    }
    return new TreeLine(path, executable(attributes), size, Digest.of(sha256).sha256());
  }

  private static boolean executable(BasicFileAttributes attributes) {
    return attributes instanceof PosixFileAttributes posix
        && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private record TreeLine(String path, boolean executable, long size, String rest) {
    byte[] bytes() {
      return (path + '\0' + (executable ? 'x' : '-') + size + '\0' + rest + '\n').getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Confined to its thread.
  private static final class Sum {
    private final MessageDigest sha256 = Digest.sha256Engine();
    private FileTotals tally = FileTotals.NOTHING;

    void add(TreeLine line) {
      sha256.update(line.bytes());
      tally = tally.plus(new ByteSize(line.size()));
    }

    TreeDigest digest() {
      return new TreeDigest(tally.files(), tally.size(), Digest.of(sha256));
    }
  }
}
