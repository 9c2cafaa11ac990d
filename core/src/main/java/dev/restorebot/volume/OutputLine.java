package dev.restorebot.volume;

/// One line of a worker's output.
public sealed interface OutputLine {
  /// How far it is.
  ///
  /// @param done how many bytes of `total`
  /// @param total 0 where there are things to count, and none of them has a size
  /// @param files how many files, or other things, of `allFiles`, which is 0 where only bytes are counted
  record Advanced(String what, long done, long total, long files, long allFiles) implements OutputLine {
    /// Counted in bytes alone.
    public Advanced(String what, long done, long total) {
      this(what, done, total, 0, 0);
    }
  }

  /// It is on standby, and can be told what to do from now on.
  record Listening() implements OutputLine {}

  /// It was told to do something, and begins with it.
  ///
  /// @param order the name of the order
  record Heard(String order) implements OutputLine {}

  /// It has done what it was told.
  ///
  /// @param order the name of the order
  record Answered(String order, Report report) implements OutputLine {}

  /// How it ended; the last line.
  record Ended(Report report) implements OutputLine {}

  /// Stands in a termination message that has no room for how it ended: that is the last line of the output.
  record TooLong(String hint) implements OutputLine {}
}
