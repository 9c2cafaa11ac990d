package dev.restorebot.worker;

/// Opens the journals of runs.
@FunctionalInterface
interface VolumeJournals {
  /// The journal of the run whose files are `files`; it need not exist yet.
  VolumeJournal of(RunFiles files);

  /// The journals that a worker with `ports` reads and writes.
  static VolumeJournals of(WorkerPorts ports) {
    return files -> ports.key().<VolumeJournal>map(key -> new SealedVolumeJournal(files, key))
        .orElseGet(() -> new FileVolumeJournal(files.journal()));
  }
}
