package dev.restorebot.kind;

/// Hears how many of the things it has to do with a kind is done with. Implementations are thread-safe and quick.
@FunctionalInterface
public interface Count {
  /// Nobody listens.
  Count SILENT = (_, _, _) -> {
  };

  /// `what` is done with `done` of `total`: `checking repositories`. Called by several threads, though never by two at once.
  void at(String what, long done, long total);
}
