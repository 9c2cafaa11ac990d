package dev.restorebot.run;

import dev.restorebot.volume.RunKey;
import java.util.Optional;

/// Keeps the keys with which the journals of runs on their volumes are authenticated. Blocks on the disk; thread-safe.
public interface RunKeys {
  /// The key of `run`, drawn now if it has none. It is on the disk when this returns.
  ///
  /// @throws Journal.JournalException if it cannot be kept
  RunKey drawn(RunId run);

  /// The key of `run`, if one was drawn for it. A run has none that has not replaced anything yet, or began to before
  /// journals on volumes were authenticated.
  ///
  /// @throws Journal.JournalException if it cannot be read
  Optional<RunKey> of(RunId run);
}
