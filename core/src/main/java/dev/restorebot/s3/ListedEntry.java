package dev.restorebot.s3;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.Visible;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one entry of a listing, of which a store may leave out anything.
final class ListedEntry {
  private ListedEntry() {}

  /// The object that a store lists so.
  ///
  /// @throws BackupStoreException if the entry does not say what an object is called, how large it is, or when it was written
  static BackupObject of(@Nullable String key, @Nullable Long size, @Nullable String etag, @Nullable Instant modified,
      @Nullable String version) {
    if (key == null || key.isEmpty()) {
      throw without("a key", "one");
    }
    if (size == null || size < 0) {
      throw without("a size", Visible.line(key));
    }
    if (modified == null) {
      throw without("a time", Visible.line(key));
    }
    return new BackupObject(key, new ByteSize(size), Objects.requireNonNullElse(etag, "").replace("\"", ""), modified,
        Objects.requireNonNullElse(version, ""));
  }

  private static BackupStoreException without(String what, String which) {
    return new BackupStoreException(Kind.REFUSED, "a listing has an object without " + what + ": " + which
        + ". Next: look at the store itself");
  }
}
