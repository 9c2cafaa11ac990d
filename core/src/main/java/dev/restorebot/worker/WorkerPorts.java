package dev.restorebot.worker;

import dev.restorebot.kind.DataKind;
import dev.restorebot.snapshot.Databases;
import dev.restorebot.snapshot.Retries;
import java.nio.file.Path;
import java.util.Map;

/// What a worker works on and with.
///
/// @param volume the root of the volume
/// @param scratch a folder on the Job's own disk
/// @param kinds by name
/// @param buckets asked by tasks that [Task#reads], as are `retries`
public record WorkerPorts(Path volume, Path scratch, Databases databases, Map<String, DataKind> kinds, Buckets buckets,
    Retries retries, Progress progress) {
  public WorkerPorts {
    kinds = Map.copyOf(kinds);
  }
}
