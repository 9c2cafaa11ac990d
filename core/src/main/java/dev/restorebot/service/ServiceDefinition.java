package dev.restorebot.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A service that can be restored: its workload, its volume, its backups, how long it may take, and its kind (`forum`).
///
/// @param own the amendment that its kind knows, or null
/// @param drills when it is drilled
public record ServiceDefinition(ServiceName name, String kind, @Nullable Amendment own, WorkloadRef workload,
    VolumeDefinition volume, Backups backups, Timeouts timeouts, Schedule drills) {
  /// The namespace of the workload, its volume and its secrets.
  public String namespace() {
    return workload.namespace();
  }

  /// The amendment that its kind knows, if it knows one.
  public Optional<Amendment> amendment() {
    return Optional.ofNullable(own);
  }
}
