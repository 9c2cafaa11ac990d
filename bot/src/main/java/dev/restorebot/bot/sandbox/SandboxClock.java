package dev.restorebot.bot.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of the sandbox: it stands still and moves only when told, so that every run of a script sees the same
/// times. Kept in a file, so that it does not go back. Thread-safe.
public final class SandboxClock implements InstantSource {
  /// When a new world begins: twelve hours after the accounts were lost.
  static final Instant START = Instant.parse("2026-02-25T14:00:00Z");

  private final Path file;
  private volatile Instant now;

  SandboxClock(Path file) {
    this.file = file;
    this.now = StateFile.read(file).map(text -> Instant.parse(text.strip())).orElse(START);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /// Moves the time on.
  ///
  /// @throws IllegalArgumentException if `by` would move it back
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock does not go back");
    }
    var later = now.plus(by);
    StateFile.write(file, later + "\n");
    now = later;
  }
}
