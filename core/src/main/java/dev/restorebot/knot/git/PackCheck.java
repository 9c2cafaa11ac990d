package dev.restorebot.knot.git;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Whether a pack and its index belong together, as git sees it when it opens them; and that the index is as it was written.
/// The pack's own content is read only by [#isAsWritten]. Format: https://git-scm.com/docs/gitformat-pack.
record PackCheck(SeekableByteChannel pack, SeekableByteChannel index) {
  static final int HASH = 20;
  private static final int PACK_SIGNATURE = 0x5041434b; // PACK
  private static final int INDEX_SIGNATURE = 0xff744f63;
  private static final int FAN_OUT = 256 * Integer.BYTES;

  /// What is wrong with them, in a sentence.
  static Optional<String> of(Path pack, Path index) throws IOException {
    return reason(pack, index).map(reason -> name(pack) + " cannot be used: " + reason + ".");
  }

  /// What is wrong with them, as a part of a sentence.
  static Optional<String> reason(Path pack, Path index) throws IOException {
    if (!isFile(pack) || !isFile(index)) {
      return Optional.of("it or its index is no plain file");
    }
    try (var packChannel = open(pack); var indexChannel = open(index)) {
      return new PackCheck(packChannel, indexChannel).defect();
    } catch (EOFException e) {
      return Optional.of("it or its index was cut");
    }
  }

  /// Whether the content of a file that git made is that of which the SHA-1 stands at its end. Reads all of it, once and in
  /// order.
  static boolean isAsWritten(Path file) throws IOException {
    if (!isFile(file)) {
      return false;
    }
    try (var channel = open(file)) {
      return channel.size() > HASH && hasItsHash(channel);
    } catch (EOFException _) {
      return false;
    }
  }

  /// Whether an index without defects is of version 1, which git stopped writing in 2007.
  static boolean isOldIndex(Path index) throws IOException {
    try (var channel = open(index)) {
      return read(channel, 0, Integer.BYTES).getInt() != INDEX_SIGNATURE;
    }
  }

  /// The SHA-1 that stands so many bytes before the end of a file that has as many.
  static byte[] hashBeforeEnd(Path file, int bytes) throws IOException {
    try (var channel = open(file)) {
      return read(channel, channel.size() - bytes, HASH).array();
    }
  }

  /// The SHA-1 that stands at `position` in a file that is long enough.
  static byte[] hashAt(Path file, long position) throws IOException {
    try (var channel = open(file)) {
      return read(channel, position, HASH).array();
    }
  }

  private Optional<String> defect() throws IOException {
    if (pack.size() < 3 * Integer.BYTES + HASH || index.size() < FAN_OUT + 2 * HASH) {
      return Optional.of("it or its index was cut");
    }
    var header = read(pack, 0, 3 * Integer.BYTES);
    if (header.getInt() != PACK_SIGNATURE || (header.getInt() & ~1) != 2) {
      return Optional.of("it does not begin as a pack does");
    }
    if (!hasItsHash(index)) {
      return Optional.of("its index is damaged");
    }
    if (header.getInt() != objectsInIndex()) {
      return Optional.of("its index is about another number of objects");
    }
    var endOfPack = read(pack, pack.size() - HASH, HASH);
    return endOfPack.equals(read(index, index.size() - 2 * HASH, HASH))
        ? Optional.empty()
        : Optional.of("it was cut or changed, or its index belongs to another pack");
  }

  private int objectsInIndex() throws IOException {
    var start = read(index, 0, Integer.BYTES).getInt() == INDEX_SIGNATURE ? 2 * Integer.BYTES : 0;
    return read(index, start + FAN_OUT - Integer.BYTES, Integer.BYTES).getInt();
  }

  /// Whether the last bytes of a file are the SHA-1 of all before them.
  private static boolean hasItsHash(SeekableByteChannel file) throws IOException {
    var digest = StoredObject.sha1();
    var buffer = ByteBuffer.allocate(1 << 16);
    var end = file.size() - HASH;
    file.position(0);
    while (file.position() < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - file.position()));
      if (file.read(buffer) < 0) {
        throw new EOFException();
      }
      digest.update(buffer.flip());
    }
    return Arrays.equals(digest.digest(), read(file, end, HASH).array());
  }

  static ByteBuffer read(SeekableByteChannel channel, long position, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  static SeekableByteChannel open(Path file) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  static String name(Path pack) {
    return Sentences.shown(String.valueOf(pack.getFileName()));
  }
}
