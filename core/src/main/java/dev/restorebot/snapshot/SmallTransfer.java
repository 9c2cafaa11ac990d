package dev.restorebot.snapshot;

import dev.restorebot.snapshot.BackupStoreException.Kind;
import java.io.IOException;
import java.util.HexFormat;

/// One small object on its way into memory, compared with its size and MD5. An attempt that breaks off is begun anew. Confined to its
/// thread.
final class SmallTransfer {
  private final BackupStore store;
  private final BackupObject object;
  private byte[] content = {};

  SmallTransfer(BackupStore store, BackupObject object) {
    this.store = store;
    this.object = object;
  }

  /// Fetches it.
  ///
  /// @throws BackupStoreException of kind `UNAVAILABLE` if it broke off or arrived damaged; the next attempt may do better
  void attempt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the download of " + object.key() + " was broken off");
    }
    var size = (int) object.size().bytes();
    if (size > 0) {
      try (var in = store.read(object, 0)) {
        content = in.readNBytes(size + 1);
      } catch (IOException e) {
        throw new BackupStoreException(Kind.UNAVAILABLE,
            said() + "the connection broke. Next: try again", e);
      }
    }
    if (content.length > size) {
      throw new BackupStoreException(Kind.REFUSED, said() + "the store sends more than the " + size
          + " bytes it listed. Next: list the snapshots again");
    }
    if (content.length < size) {
      throw new BackupStoreException(Kind.UNAVAILABLE, said() + "the store sent only " + content.length + " of " + size
          + " bytes. Next: try again, and look at the object itself");
    }
    var md5 = Digest.md5Engine();
    md5.update(content);
    var actual = HexFormat.of().formatHex(md5.digest());
    if (!actual.equals(object.etag())) {
      throw new BackupStoreException(Kind.UNAVAILABLE, said() + "what arrived has the MD5 " + actual
          + ", and the store says " + object.etag() + ". Next: try again, or take another snapshot");
    }
  }

  private String said() {
    return "read " + MirrorKeys.shown(object.key()) + ": ";
  }

  /// The whole content, after an attempt that did not fail.
  byte[] content() {
    return content;
  }
}
