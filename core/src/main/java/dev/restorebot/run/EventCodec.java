package dev.restorebot.run;

/// The written form of events. Names in it are written out, so that renaming a class changes no stored entry. Thread-safe.
public interface EventCodec {
  /// The written form of `event`.
  String write(RunEvent event);

  /// Reads an event of this version of the format, or of any earlier one. What cannot be read comes back as
  /// [RunEvent.Unreadable].
  ///
  /// @throws NewerVersionException if `text` is of a newer version
  RunEvent read(String text);

  /// An entry was written by a newer version of the program.
  final class NewerVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param written the version of the format in which it was written
    /// @param known the newest one that can be read
    public NewerVersionException(int written, int known) {
      super("format " + written + "; this version reads up to " + known);
    }
  }
}
