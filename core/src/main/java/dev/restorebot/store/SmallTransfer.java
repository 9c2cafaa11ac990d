package dev.restorebot.store;

import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.Visible;
import java.io.IOException;

/// One small object on its way into memory, compared with its size and what else the store says of it. An attempt that breaks off is begun anew. Confined to its
/// thread.
final class SmallTransfer {
  private final BackupStore store;
  private final BackupObject object;
  private final ContentCheck check;
  private byte[] content = {};

  SmallTransfer(BackupStore store, BackupObject object) {
    this.store = store;
    this.object = object;
    this.check = new ContentCheck(object);
  }

  /// Fetches it.
  ///
  /// @throws BackupStoreException of kind `UNAVAILABLE` if it broke off or arrived damaged; the next attempt may do better
  void attempt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the download of " + object.key() + " was broken off");
    }
    check.begin(Claims.NONE);
    var size = (int) object.size().bytes();
    if (size > 0) {
      try (var in = store.read(object, 0)) {
        check.begin(Claims.of(in));
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
    check.add(content, 0, size);
    var difference = check.difference();
    if (difference.isPresent()) {
      throw difference.get();
    }
  }

  private String said() {
    return "read " + Visible.key(object.key()) + ": ";
  }

  /// The whole content, after an attempt that did not fail.
  byte[] content() {
    return content;
  }
}
