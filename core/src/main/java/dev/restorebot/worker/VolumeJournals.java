package dev.restorebot.worker;

import java.nio.file.Path;

/// Opens the journals of runs.
@FunctionalInterface
interface VolumeJournals {
  /// The journal in `file`, which need not exist yet.
  VolumeJournal in(Path file);
}
