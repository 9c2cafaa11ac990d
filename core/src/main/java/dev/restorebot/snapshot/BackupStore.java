package dev.restorebot.snapshot;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Reads one bucket of backups. Has no way to write or delete. Every call blocks for its requests; thread-safe.
///
/// Every method throws [BackupStoreException] when the store does not answer, refuses, or answers nonsense.
public interface BackupStore {
  /// The objects whose keys start with `prefix` and come after `after` in the order of their bytes, at most `limit` and
  /// at most 1,000. One request.
  Page list(String prefix, String after, int limit);

  /// The object at `key`, or empty if there is none. One request.
  Optional<BackupObject> find(String key);

  /// The content of `object` from byte `offset` on, provided that it is still the object with that ETag. The caller
  /// closes it; reading it may throw [java.io.IOException] when the connection breaks.
  InputStream read(BackupObject object, long offset);

  /// A part of a listing, in the order of the keys' bytes.
  ///
  /// @param more whether the store has more objects after these
  record Page(List<BackupObject> objects, boolean more) {
    public Page {
      objects = List.copyOf(objects);
    }
  }
}
