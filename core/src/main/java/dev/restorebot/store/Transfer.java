package dev.restorebot.store;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;

import dev.restorebot.store.BackupStoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/// One object on its way into one `.part` file. An attempt that breaks off is resumed at the byte where it broke.
/// Confined to its thread.
final class Transfer implements AutoCloseable {
  private final BackupStore store;
  private final BackupObject object;
  private final Path part;
  private final FileChannel out;
  private final LongConsumer arrived;
  private final byte[] buffer = new byte[64 * 1024];
  private final ContentCheck check;
  private long written;

  Transfer(BackupStore store, BackupObject object, Path part, LongConsumer arrived) throws IOException {
    this.store = store;
    this.object = object;
    this.part = part;
    this.arrived = arrived;
    this.check = new ContentCheck(object);
    this.out = Disk.create(part);
  }

  /// Fetches what is missing.
  ///
  /// @throws BackupStoreException of kind `UNAVAILABLE` if it broke off or arrived damaged; the next attempt may do better
  /// @throws UncheckedIOException if this side's disk failed
  void attempt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the download of " + object.key() + " was broken off");
    }
    if (written < object.size().bytes()) {
      try (var in = store.read(object, written)) {
        if (written == 0) {
          check.begin(Claims.of(in));
        }
        copy(in);
      } catch (IOException e) {
        throw new BackupStoreException(Kind.UNAVAILABLE, "read " + object.key() + ": the connection broke after "
            + written + " of " + object.size().bytes() + " bytes. Next: try again", e);
      }
    }
    if (written < object.size().bytes()) {
      throw new BackupStoreException(Kind.UNAVAILABLE, "read " + object.key() + ": the store sent only " + written
          + " of " + object.size().bytes() + " bytes. Next: try again, and look at the object itself");
    }
    var difference = check.difference();
    if (difference.isPresent()) {
      startOver();
      throw difference.get();
    }
  }

  /// The digest of everything that arrived, once it is safely on disk.
  Digest finish() throws IOException {
    out.force(true);
    out.close();
    return check.digest();
  }

  /// Deletes the `.part` file if it is still there.
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }

  private void copy(InputStream in) throws IOException {
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (written + read > object.size().bytes()) {
        throw new BackupStoreException(Kind.REFUSED, "read " + object.key() + ": the store sends more than the "
            + object.size().bytes() + " bytes it listed. Next: list the snapshots again");
      }
      keep(read);
    }
  }

  private void keep(int length) {
    try {
      Disk.write(out, ByteBuffer.wrap(buffer, 0, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    check.add(buffer, 0, length);
    written += length;
    arrived.accept(length);
  }

  private void startOver() {
    try {
      out.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    arrived.accept(-written);
    written = 0;
  }
}
