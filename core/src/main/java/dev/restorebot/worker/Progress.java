package dev.restorebot.worker;

import dev.restorebot.files.FileTotals;
import dev.restorebot.text.ByteSize;

/// Hears how far an operation is. Implementations are thread-safe and quick.
@FunctionalInterface
public interface Progress {
  /// Nobody listens.
  Progress SILENT = (_, _, _) -> {
  };

  /// `done` of `total` of `what` are done.
  void at(String what, ByteSize done, ByteSize total);

  /// `done` of `total` of `what` are done, counted in files as well as in bytes.
  default void at(String what, FileTotals done, FileTotals total) {
    at(what, done.size(), total.size());
  }

  /// `done` of `total` things are done, which have no size that could be told. Who hears of bytes alone hears nothing of it.
  default void counted(String what, long done, long total) {
  }
}
