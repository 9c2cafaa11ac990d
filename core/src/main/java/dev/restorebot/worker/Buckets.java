package dev.restorebot.worker;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.store.BackupStore;

/// Opens the bucket that a task names, with the keys that this worker was given.
@FunctionalInterface
public interface Buckets {
  /// The bucket called `bucket` of `store`.
  BackupStore open(StoreDefinition store, String bucket);
}
