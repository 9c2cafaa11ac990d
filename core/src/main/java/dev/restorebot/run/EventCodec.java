package dev.restorebot.run;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The written form of events. Names in it are written out, so that renaming a class changes no stored entry. Thread-safe.
public interface EventCodec {
  /// The written form of `event`.
  Written written(RunEvent event);

  /// Reads an event of this version of the format, or of any earlier one. What cannot be read comes back as
  /// [RunEvent.Unreadable].
  ///
  /// @param attachments finds what was written beside events, by its digest
  /// @throws NewerVersionException if `text` is of a newer version
  RunEvent read(String text, Function<String, Optional<String>> attachments);

  /// An event as it is stored.
  ///
  /// @param text names each attachment
  /// @param attachments long values of it, by their SHA-256 as UTF-8; the same value is the same attachment of every event
  record Written(String text, Map<String, String> attachments) {
    public Written {
      attachments = Map.copyOf(attachments);
    }
  }

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
