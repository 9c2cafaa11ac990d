package dev.restorebot.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/// The first 100 bytes of a SQLite file, as far as they tell how long the file must be.
///
/// @param pages how many pages it must have, or 0 if the header does not know: an old SQLite wrote it last
record FileHeader(int pageSize, long pages) {
  private static final int LENGTH = 100;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /// Reads the header of `file`; empty if that is not a SQLite file.
  static Optional<FileHeader> of(Path file) throws IOException {
    var bytes = ByteBuffer.allocate(LENGTH);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Until all of it is there, or the file is at its end.
      }
    }
    if (bytes.hasRemaining() || !Arrays.equals(MAGIC, Arrays.copyOf(bytes.array(), MAGIC.length))) {
      return Optional.empty();
    }
    var size = Short.toUnsignedInt(bytes.getShort(16));
    var pageSize = size == 1 ? 65_536 : size;
    if (pageSize < 512 || Integer.bitCount(pageSize) != 1) {
      return Optional.empty();
    }
    // The page count is right only if the last writer was one that keeps it: then both counters agree.
    var known = bytes.getInt(24) == bytes.getInt(92);
    return Optional.of(new FileHeader(pageSize, known ? Integer.toUnsignedLong(bytes.getInt(28)) : 0));
  }

  /// What is wrong with a file of `size` bytes that has this header, or empty.
  Optional<String> defect(long size) {
    var there = size / pageSize;
    if (pages > there) {
      return Optional.of("is cut short: " + there + " of " + pages + " pages are there");
    }
    if (size % pageSize != 0) {
      return Optional.of("is cut short: its last page is not complete");
    }
    if (pages > 0 && pages < there) {
      return Optional.of("is too long: its header says " + pages + " pages, and " + there + " are there");
    }
    return Optional.empty();
  }
}
