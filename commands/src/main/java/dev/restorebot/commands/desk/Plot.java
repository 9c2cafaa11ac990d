package dev.restorebot.commands.desk;

import java.time.Instant;
import java.util.List;

/// Sizes over time, for those who can show a picture. What it shows is in the lines of its answer too, for those who cannot.
///
/// @param title what it is of
/// @param words all that matters in it, in a sentence, for those who cannot see it
/// @param marks the oldest first
public record Plot(String title, String words, List<Mark> marks) {
  public Plot {
    marks = List.copyOf(marks);
  }

  /// What stands at one time.
  ///
  /// @param bytes 0 where there is nothing
  public record Mark(Instant at, long bytes, Kind kind) {}

  /// What there was at a time.
  public enum Kind {
    /// All that belongs together.
    COMPLETE,
    /// A part of it.
    INCOMPLETE,
    /// Nothing, although it was due.
    MISSING
  }
}
