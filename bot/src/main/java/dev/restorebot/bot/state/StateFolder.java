package dev.restorebot.bot.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of one bot: its journal, its scratch space, and the socket at which terminals find it. One program at a time
/// holds it, for a journal has one writer; the operating system lets it go when that program ends, however it ends.
public final class StateFolder implements AutoCloseable {
  private static final String PRIVATE = "rwx------";

  private final Path folder;
  private final FileChannel lock;

  private StateFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Holds `folder`, making it if there is none.
  ///
  /// @throws TakenException if another program holds it
  /// @throws IOException if it cannot be made or written
  public static StateFolder take(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    }
    var file = folder.resolve("restorebot.lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new TakenException(folder);
      }
    } catch (OverlappingFileLockException _) {
      channel.close();
      throw new TakenException(folder);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new StateFolder(folder, channel);
  }

  /// Another program holds a folder.
  public static final class TakenException extends IOException {
    private static final long serialVersionUID = 1L;

    TakenException(Path folder) {
      super("another restorebot is at work in " + folder
          + ", and a journal has one writer; end that one first, or talk to"
          + " it with `restorebot terminal`");
    }
  }

  /// The journal.
  public Path journal() {
    return folder.resolve("restorebot.db");
  }

  /// What people said that is not worked off.
  public Path inbox() {
    return folder.resolve("inbox.db");
  }

  /// Where snapshots are looked at.
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /// Where terminals find the bot that holds `folder`.
  public static Path socket(Path folder) {
    return folder.resolve("restorebot.sock");
  }

  /// Lets it go.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
