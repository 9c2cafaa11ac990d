package dev.restorebot.worker;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.DataKind;
import dev.restorebot.store.Retries;
import dev.restorebot.volume.RunKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a worker works on and with.
///
/// @param volume the root of the volume
/// @param scratch a folder on the Job's own disk
/// @param kinds by name
/// @param key of the run, which the journal on the volume is sealed with; none for a run that began to replace data before there were
///        such keys
/// @param buckets asked by tasks that [Task#reads], as are `retries`
/// @param confinement what keeps it to where it has to write
public record WorkerPorts(Path volume, Path scratch, Databases databases, Map<String, DataKind> kinds, Buckets buckets,
    Retries retries, Progress progress, Optional<RunKey> key, Confinement confinement) {
  public WorkerPorts {
    kinds = Map.copyOf(kinds);
  }

  /// What a worker works on and with that has no key.
  public WorkerPorts(Path volume, Path scratch, Databases databases, Map<String, DataKind> kinds, Buckets buckets,
      Retries retries, Progress progress) {
    this(volume, scratch, databases, kinds, buckets, retries, progress, Optional.empty(), Confinement.NONE);
  }

  /// The same for a worker that has `run`.
  public WorkerPorts with(RunKey run) {
    return new WorkerPorts(volume, scratch, databases, kinds, buckets, retries, progress, Optional.of(run),
        confinement);
  }

  /// The same for a worker that is kept to where it has to write.
  public WorkerPorts with(Confinement confined) {
    return new WorkerPorts(volume, scratch, databases, kinds, buckets, retries, progress, key, confined);
  }
}
