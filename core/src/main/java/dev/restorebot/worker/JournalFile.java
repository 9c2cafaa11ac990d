package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The file of a volume's journal, in a folder in which others than restorebot may have written: never a link, a pipe or a device.
final class JournalFile {
  private JournalFile() {}

  /// True if there is a file, false if there is nothing.
  ///
  /// @throws WorkerException if something else is there
  static boolean isThere(Path file) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new WorkerException("the journal " + file + " is no file", FileVolumeJournal.LOOK);
    }
    return true;
  }

  /// Writes `text` behind the first `length` bytes and cuts off what comes after; returns once it is on the disk.
  ///
  /// @return how many bytes the file has then
  static long write(Path file, long length, String text) throws IOException {
    var fresh = !isThere(file);
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    Disk.makeFolders(file.resolveSibling(".").normalize());
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE,
        fresh ? StandardOpenOption.CREATE_NEW : StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.truncate(length).position(length);
      Disk.write(channel, bytes);
      channel.force(true);
    }
    if (fresh) {
      Disk.flush(file.resolveSibling("."));
    }
    return length + bytes.position();
  }
}
