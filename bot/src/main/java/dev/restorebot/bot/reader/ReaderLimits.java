package dev.restorebot.bot.reader;

import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What reading a snapshot may take. More than any backup that this program can restore has needed, and little enough for the bot to live
/// beside it.
final class ReaderLimits {
  /// What Java may have for its objects.
  static final ByteSize HEAP = new ByteSize(160L << 20);
  /// What SQLite may have besides.
  static final ByteSize NATIVE = new ByteSize(192L << 20);
  /// What may be said of the contents, as JSON.
  static final ByteSize ANSWER = new ByteSize(16L << 20);

  private static final Duration LEAST = Duration.ofMinutes(5);
  private static final long BYTES_A_SECOND = 1 << 20;
  private static final ByteSize SPARE = new ByteSize(256L << 20);

  private ReaderLimits() {}

  /// How large a temporary file may become, such as one in which SQLite sorts.
  static ByteSize file(Iterable<Path> copies) throws IOException {
    return new ByteSize(2 * size(copies).bytes()).plus(SPARE);
  }

  /// How long reading may take, by the clock and of a processor's time.
  static Duration time(Iterable<Path> copies) throws IOException {
    return LEAST.plusSeconds(size(copies).bytes() / BYTES_A_SECOND);
  }

  private static ByteSize size(Iterable<Path> copies) throws IOException {
    var bytes = 0L;
    for (var copy : copies) {
      bytes += Files.size(copy);
    }
    return new ByteSize(bytes);
  }
}
