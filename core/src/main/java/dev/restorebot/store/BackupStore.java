package dev.restorebot.store;

import dev.restorebot.store.BackupStoreException.Kind;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one bucket of backups. Has no way to write or delete. Every call blocks for its requests; thread-safe.
///
/// Every method throws [BackupStoreException] when the store does not answer, refuses, or answers nonsense.
public interface BackupStore {
  /// The objects whose keys start with `prefix` and come after `after` in the order of their bytes, at most `limit` and
  /// at most 1,000. One request.
  Page list(String prefix, String after, int limit);

  /// The object at `key`, or empty if there is none. One request.
  Optional<BackupObject> find(String key);

  /// The content of `object` from byte `offset` on, provided that it is still the object with that ETag, or of the version
  /// that `object` names. A stream that is a [Claims.Carrier] brings what the store says of it. The caller closes it; reading it may throw [java.io.IOException] when the connection breaks.
  InputStream read(BackupObject object, long offset);

  /// Whether `object` lies in an archive and cannot be read before it was brought back from there. One request. Asked of those that a
  /// listing shows as archived: some are readable all the same, because they were brought back or because the store means something else.
  default boolean isArchived(BackupObject object) {
    return false;
  }

  /// Whether this bucket keeps old versions. One request. What a store answers that knows none, unless it says otherwise.
  default Versioning versioning() {
    return new Versioning.NotKept("the store keeps no old versions");
  }

  /// The versions of the objects whose keys start with `prefix`, those that are there now included, in the order of the
  /// keys' bytes and the newest of a key first; at most `limit` and at most 1,000. One request.
  ///
  /// @param after where the part before ended, empty for the first
  default VersionPage versions(String prefix, Optional<VersionMark> after, int limit) {
    throw new BackupStoreException(Kind.REFUSED, "list the versions of " + prefix
        + ": the store keeps no old versions. Next: take what is there now");
  }

  /// A part of a listing, in the order of the keys' bytes.
  ///
  /// @param more whether the store has more objects after these
  /// @param archived the keys of those that seem to lie in an archive
  record Page(List<BackupObject> objects, boolean more, Set<String> archived) {
    public Page {
      objects = List.copyOf(objects);
      archived = Set.copyOf(archived);
    }

    /// None of which lies in an archive.
    public Page(List<BackupObject> objects, boolean more) {
      this(objects, more, Set.of());
    }
  }

  /// A part of a listing of versions; the versions of one key may go on in the next.
  ///
  /// @param next where the next part begins, empty after the last
  record VersionPage(List<ObjectVersion> versions, Optional<VersionMark> next) {
    public VersionPage {
      versions = List.copyOf(versions);
    }
  }

  /// Where a part of a listing of versions ended, in the store's own words.
  record VersionMark(String key, String version) {}

  /// One version of an object.
  ///
  /// @param object the version; its time is when it was written
  /// @param deleted whether it is no content, but says that the object was deleted then
  record ObjectVersion(BackupObject object, boolean deleted) {}
}
