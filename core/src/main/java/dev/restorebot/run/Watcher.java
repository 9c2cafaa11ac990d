package dev.restorebot.run;

import dev.restorebot.volume.OutputLine;

/// Hears how far a run's present step is; not journaled. Thread-safe and quick.
@FunctionalInterface
public interface Watcher {
  /// Nobody watches.
  Watcher NONE = (_, _) -> {
  };

  /// The step under way in `run` has got so far.
  void advanced(RunId run, OutputLine.Advanced progress);
}
