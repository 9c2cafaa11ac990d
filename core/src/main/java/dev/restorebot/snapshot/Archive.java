package dev.restorebot.snapshot;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Tells which objects lie in an archive. A listing only hints at it, so the store is asked; not of more than a few, since each costs a
/// request: of the others the hint is believed. Blocks; confined to its thread.
final class Archive {
  private static final int ASKED = 24;

  private final BackupStore store;
  private final Set<String> hinted = new HashSet<>();
  private final Map<String, Boolean> known = new HashMap<>();

  Archive(BackupStore store) {
    this.store = store;
  }

  /// Takes the hints of a part of a listing.
  void hear(BackupStore.Page page) {
    hinted.addAll(page.archived());
  }

  /// The same snapshot, with those of its objects that lie in an archive.
  Snapshot look(Snapshot snapshot) {
    return hinted.isEmpty()
        ? snapshot
        : snapshot.archived(snapshot.members().stream().map(Snapshot.Member::object)
            .filter(object -> hinted.contains(object.key()) && holds(object)).map(BackupObject::key).toList());
  }

  private boolean holds(BackupObject object) {
    var before = known.get(object.key());
    if (before != null) {
      return before;
    }
    var holds = known.size() >= ASKED || store.isArchived(object);
    known.put(object.key(), holds);
    return holds;
  }
}
