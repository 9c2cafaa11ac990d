package dev.restorebot.commands.thread;

import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far the step under way is, and how fast it has been. Not journaled. Immutable.
///
/// @param what what is being done
/// @param done how many bytes of `total`
/// @param left how long the rest takes at the pace so far, if that can be told
public record Progress(String what, long done, long total, Optional<Duration> left, Mark since) {
  private static final Duration TOO_SHORT_TO_TELL = Duration.ofSeconds(1);

  /// Where the pace is measured from.
  public record Mark(Instant at, long done) {}

  /// The first that is heard of `what`.
  public static Progress begin(String what, long done, long total, Instant at) {
    return new Progress(what, done, total, Optional.empty(), new Mark(at, done));
  }

  /// What is heard next, at `at`.
  public Progress next(String nowDoing, long nowDone, long nowTotal, Instant at) {
    if (!nowDoing.equals(what) || nowTotal != total || nowDone < done) {
      return begin(nowDoing, nowDone, nowTotal, at);
    }
    return new Progress(what, nowDone, total, estimate(nowDone, Duration.between(since.at(), at)), since);
  }

  private Optional<Duration> estimate(long nowDone, Duration took) {
    var came = nowDone - since.done();
    if (came <= 0 || took.compareTo(TOO_SHORT_TO_TELL) < 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) (took.toMillis() * ((double) (total - nowDone) / came))));
  }

  /// In words: `34 %, 12.3 MB of 36 MB, about 8 s left`.
  public String words() {
    var percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
    return what + ": " + percent + " %, " + new ByteSize(done) + " of " + new ByteSize(total)
        + left.filter(_ -> done < total).map(time -> ", about " + Times.took(time) + " left").orElse("");
  }
}
