package dev.restorebot.bot.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A time that stands still and moves only when told, so that every run of a script sees the same times. Kept in a file, so
/// that it does not go back. Thread-safe.
final class StillClock implements SandboxClock {
  private final Path file;
  private volatile Instant now;

  StillClock(Path file) {
    this.file = file;
    this.now = StateFile.read(file).map(text -> Instant.parse(text.strip())).orElse(START);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock does not go back");
    }
    var later = now.plus(by);
    StateFile.write(file, later + "\n");
    now = later;
  }
}
