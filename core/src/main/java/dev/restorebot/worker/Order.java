package dev.restorebot.worker;

import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.RunKey;
import java.util.Optional;

/// What a worker on standby is told to do. Travels as a line of JSON on its standard input. One that is heard twice is done once, and
/// answered twice.
///
/// @param name by which the answer is known; no two orders of a run have the same one
/// @param key of the run, for a task that [Task.OfRun#moves], if the run has one
/// @param keys to the backups, for a task that [Task#reads] them
public record Order(String name, Task task, Optional<RunKey> key, Optional<AccessKeys> keys) {
  /// The operation of a worker that is told what to do.
  public static final String STANDBY = "standby";
}
