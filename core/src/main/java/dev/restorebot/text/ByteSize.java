package dev.restorebot.text;

import java.util.Locale;

/// A number of bytes; its text is for people: `4 KiB`, `1.5 GiB`.
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative: " + bytes);
    }
  }

  /// The sum of this and `other`, or the largest size there is: a store may say anything of its objects, and no disk has room for that.
  public ByteSize plus(ByteSize other) {
    return new ByteSize(bytes > Long.MAX_VALUE - other.bytes ? Long.MAX_VALUE : bytes + other.bytes);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    var value = bytes / 1024.0;
    var unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    var text = value >= 10 || value == Math.rint(value) ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, text, value, UNITS[unit]);
  }
}
