package dev.restorebot.service;

/// A service that can be restored: its workload, its volume, its backups, how long it may take, and its kind (`forum`).
///
/// @param drills when it is drilled
public record ServiceDefinition(ServiceName name, String kind, WorkloadRef workload, VolumeDefinition volume,
    Backups backups, Timeouts timeouts, Schedule drills) {
  /// The namespace of the workload, its volume and its secrets.
  public String namespace() {
    return workload.namespace();
  }
}
