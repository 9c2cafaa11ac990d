package dev.restorebot.kind;

import java.time.Instant;
import java.util.List;

/// What the checks of one diagnosis look at together, each thing once however many ask. Every method blocks until it has been
/// looked at. Thread-safe.
public interface DiagnosisContext {
  /// What is on the volume.
  Observed<Contents> live() throws InterruptedException;

  /// What is wrong with what is on the volume.
  Observed<Signs> defects() throws InterruptedException;

  /// What the snapshot holds that a restore would take: the newest one that is good.
  Observed<Contents> snapshot() throws InterruptedException;

  /// Whether mirrors among the backups have anything at `path` below the folder that they mirror: such as one repository.
  Observed<Boolean> mirrored(String path);

  /// Some of what the mirrors hold now.
  Observed<Contents> mirrors();

  /// The last lines of the log of the service's program.
  Observed<List<String>> log() throws InterruptedException;

  /// When the diagnosis was asked for.
  Instant at();
}
