package dev.restorebot.service;

/// The volume that holds a service's data: the claim, the user and group that own the files, and where the workload
/// mounts it.
public record VolumeDefinition(String claim, int ownerUser, int ownerGroup, String mountedAt) {}
