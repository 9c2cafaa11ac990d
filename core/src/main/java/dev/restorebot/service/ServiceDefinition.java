package dev.restorebot.service;

/// A service that can be restored: its workload, its volume, its backups and its kind (`pds`).
public record ServiceDefinition(ServiceName name, String kind, WorkloadRef workload, VolumeDefinition volume,
    Backups backups) {
  /// The namespace of the workload, its volume and its secrets.
  public String namespace() {
    return workload.namespace();
  }
}
