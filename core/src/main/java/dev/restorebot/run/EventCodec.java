package dev.restorebot.run;

/// The written form of events. Names in it are written out, so that renaming a class changes no stored entry. Thread-safe.
public interface EventCodec {
  /// The written form of `event`.
  String write(RunEvent event);

  /// Reads an event.
  ///
  /// @throws IllegalArgumentException if `text` is not one that this version knows
  RunEvent read(String text);
}
