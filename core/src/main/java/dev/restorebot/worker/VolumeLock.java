package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import dev.restorebot.volume.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second worker off a volume. Ends with the process, however that ends.
final class VolumeLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private VolumeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes the lock of `volume`.
  ///
  /// @throws WorkerException if another worker has it
  static VolumeLock take(Volume volume) throws IOException {
    var file = volume.path(RunFolder.HOME).resolve("lock");
    while (true) {
      Disk.makeFolders(volume.path(RunFolder.HOME));
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        // Opening a pipe would wait for somebody who writes to it, and a link may lead anywhere.
        volume.putAway(file);
      }
      var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
          LinkOption.NOFOLLOW_LINKS);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new WorkerException("another worker is at work on this volume",
            "wait until it has ended; if there is none, look for a Job that still runs on this volume");
      }
      // A purge may have deleted the file between opening and locking it; then this is a lock on nothing.
      if (Files.exists(file)) {
        return new VolumeLock(file, channel);
      }
      channel.close();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  /// Deletes the file of the lock, still holding it.
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
