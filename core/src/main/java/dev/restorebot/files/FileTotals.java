package dev.restorebot.files;

import dev.restorebot.text.ByteSize;

/// A number of files and what they hold together.
public record FileTotals(long files, ByteSize size) {
  /// No file at all.
  public static final FileTotals NOTHING = new FileTotals(0, new ByteSize(0));

  public FileTotals {
    if (files < 0) {
      throw new IllegalArgumentException("a number of files cannot be negative: " + files);
    }
  }

  /// This and one more file of `more`.
  public FileTotals plus(ByteSize more) {
    return new FileTotals(files + 1, size.plus(more));
  }
}
