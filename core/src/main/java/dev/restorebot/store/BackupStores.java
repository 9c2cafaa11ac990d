package dev.restorebot.store;

import dev.restorebot.service.StoreDefinition;

/// Opens buckets of object stores. Does not connect yet.
@FunctionalInterface
public interface BackupStores {
  /// The bucket called `bucket` of `store`, read with `keys`.
  BackupStore open(StoreDefinition store, String bucket, AccessKeys keys);
}
