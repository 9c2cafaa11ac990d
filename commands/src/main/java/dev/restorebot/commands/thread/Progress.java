package dev.restorebot.commands.thread;

import dev.restorebot.text.ByteSize;
import dev.restorebot.text.Times;
import dev.restorebot.volume.OutputLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How far the step under way is, and how fast it has been. Not journaled. Immutable.
///
/// @param line what a worker says
/// @param left how long the rest takes at the pace so far, if that can be told
public record Progress(OutputLine.Advanced line, Optional<Duration> left, Mark since) {
  private static final Duration TOO_SHORT_TO_TELL = Duration.ofSeconds(1);

  /// Where the pace is measured from.
  public record Mark(Instant at, OutputLine.Advanced line) {}

  /// The first that is heard of what `line` is about.
  public static Progress begin(OutputLine.Advanced line, Instant at) {
    return new Progress(line, Optional.empty(), new Mark(at, line));
  }

  /// What is heard next, at `at`.
  public Progress next(OutputLine.Advanced now, Instant at) {
    if (!now.what().equals(line.what()) || now.total() != line.total() || now.allFiles() != line.allFiles()
        || now.done() + now.files() < line.done() + line.files()) {
      return begin(now, at);
    }
    return new Progress(now, estimate(now, Duration.between(since.at(), at)), since);
  }

  /// Small files take long for their bytes, and large ones for their number: what is slower counts.
  private Optional<Duration> estimate(OutputLine.Advanced now, Duration took) {
    var from = since.line();
    if (took.compareTo(TOO_SHORT_TO_TELL) < 0) {
      return Optional.empty();
    }
    var bytes = estimate(took, now.done() - from.done(), now.total() - now.done());
    var files = estimate(took, now.files() - from.files(), now.allFiles() - now.files());
    return Stream.of(bytes, files).flatMap(Optional::stream).max(Duration::compareTo);
  }

  private static Optional<Duration> estimate(Duration took, long came, long rest) {
    return came <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) ((double) took.toMillis() * rest / came)));
  }

  /// In words: `account: 34 %, 12.3 MiB of 36 MiB, about 8 s left`, or with files
  /// `repositories: 5 %, 1,204 of 20,113 files, 12 MiB of 512 MiB, about 40 s left`, or without a size
  /// `checking repositories: 120 of 400, about 4 min left`.
  public String words() {
    var bytes = percent(line.done(), line.total());
    var files = percent(line.files(), line.allFiles());
    var sizes = new ByteSize(line.done()) + " of " + new ByteSize(line.total());
    var far = line.allFiles() == 0
        ? Math.min(bytes, files) + " %, " + sizes
        : line.total() == 0
            ? counted()
            : Math.min(bytes, files) + " %, " + counted() + " files, " + sizes;
    return line.what() + ": " + far
        + left.filter(_ -> bytes < 100 || files < 100).map(time -> ", about " + Times.took(time) + " left").orElse("");
  }

  private String counted() {
    return String.format(Locale.ROOT, "%,d of %,d", line.files(), line.allFiles());
  }

  private static long percent(long done, long total) {
    return total == 0 ? 100 : Math.min(100, done * 100 / total);
  }
}
