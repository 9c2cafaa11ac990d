package dev.restorebot.service;

import java.util.OptionalInt;

/// The volume that holds a service's data: the claim, the user and group that own the files, and where the workload
/// mounts it.
///
/// @param fsGroup the group that the cluster shall give the files to where the volume's root is another's; most volumes need
///        none
public record VolumeDefinition(String claim, int ownerUser, int ownerGroup, String mountedAt, OptionalInt fsGroup) {}
