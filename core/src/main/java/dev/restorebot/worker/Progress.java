package dev.restorebot.worker;

import dev.restorebot.snapshot.ByteSize;

/// Hears how far an operation is. Implementations are thread-safe and quick.
@FunctionalInterface
public interface Progress {
  /// Nobody listens.
  Progress SILENT = (_, _, _) -> {
  };

  /// `done` of `total` of `what` are done.
  void at(String what, ByteSize done, ByteSize total);
}
