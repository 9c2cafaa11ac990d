package dev.restorebot.snapshot;

/// A number of files and what they hold together.
public record Tally(long files, ByteSize size) {
  /// No file at all.
  public static final Tally NOTHING = new Tally(0, new ByteSize(0));

  public Tally {
    if (files < 0) {
      throw new IllegalArgumentException("a number of files cannot be negative: " + files);
    }
  }

  /// This and one more file of `more`.
  public Tally plus(ByteSize more) {
    return new Tally(files + 1, size.plus(more));
  }
}
