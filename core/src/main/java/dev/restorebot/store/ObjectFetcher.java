package dev.restorebot.store;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Brings single objects of a mirror to their files: keeps what is there, else copies what the service has, else fetches. What is small
/// goes through memory; the rest through a file of its own that takes its name when it is whole. Thread-safe.
public final class ObjectFetcher {
  /// What goes through memory.
  static final int SMALL = 256 * 1024;

  private final BackupStore store;
  private final Retries retries;
  private final Path parts;
  private final AtomicLong count = new AtomicLong();

  /// @param parts a folder on the target's file system, for files that are not whole yet
  public ObjectFetcher(BackupStore store, Retries retries, Path parts) {
    this.store = store;
    this.retries = retries;
    this.parts = parts;
  }

  /// Whether `file` is `object` already, by size and MD5. Where the store knows no MD5, by size and the time it was given when
  /// it was fetched. An ETag that only looks like an MD5 matches no file: then it is fetched.
  public boolean isThere(BackupObject object, Path file) throws IOException {
    var attributes = attributes(file);
    if (attributes == null || attributes.size() != object.size().bytes()) {
      return false;
    }
    return object.md5().isPresent()
        ? object.md5().get().equals(md5(file))
        : attributes.lastModifiedTime().equals(time(object));
  }

  /// Makes `file` from `live` if that is `object`, by size and MD5; compared while it is copied, because the service may be
  /// writing. Where the store knows no MD5, nothing tells that.
  ///
  /// @return whether it did
  public boolean take(BackupObject object, Path live, Path file) throws IOException {
    var attributes = object.md5().isPresent() ? attributes(live) : null;
    if (attributes == null || attributes.size() != object.size().bytes()) {
      return false;
    }
    try (var in = FileChannel.open(live, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return attributes.size() <= SMALL ? takeSmall(object, in, file) : takeLarge(object, in, file);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static boolean takeSmall(BackupObject object, FileChannel in, Path file) throws IOException {
    var content = new byte[(int) object.size().bytes() + 1];
    var length = 0;
    for (var read = 0; read >= 0 && length < content.length; length += Math.max(read, 0)) {
      read = in.read(ByteBuffer.wrap(content, length, content.length - length));
    }
    if (length != object.size().bytes() || !object.md5().equals(Optional.of(md5(content, length)))) {
      return false;
    }
    write(content, length, file);
    return true;
  }

  private boolean takeLarge(BackupObject object, FileChannel in, Path file) throws IOException {
    var part = part();
    try {
      var md5 = Digest.md5Engine();
      try (var out = Disk.create(part)) {
        var buffer = ByteBuffer.allocate(SMALL);
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          md5.update(buffer.flip());
          Disk.write(out, buffer.rewind());
          buffer.clear();
        }
        out.force(true);
      }
      if (!object.md5().equals(Optional.of(HexFormat.of().formatHex(md5.digest())))) {
        return false;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Makes `file` from what the store has.
  ///
  /// @param arrived hears of bytes as they come, and of bytes that came in vain as a negative number
  /// @throws BackupStoreException if the store did not deliver
  public void fetch(BackupObject object, Path file, LongConsumer arrived) throws IOException, InterruptedException {
    if (object.size().bytes() <= SMALL && object.md5().isPresent()) {
      var small = new SmallTransfer(store, object);
      retries.make(small::attempt);
      write(small.content(), small.content().length, file);
      arrived.accept(object.size().bytes());
    } else {
      fetchLarge(object, file, arrived);
    }
  }

  private void fetchLarge(BackupObject object, Path file, LongConsumer arrived)
      throws IOException, InterruptedException {
    var part = part();
    try (var transfer = new Transfer(store, object, part, arrived)) {
      retries.make(transfer::attempt);
      if (object.md5().isEmpty()) {
        Files.setLastModifiedTime(part, time(object));
      }
      transfer.finish();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Writes a file, or leaves none. Half of it may be there if the process is killed, which the next look at its MD5 tells.
  private static void write(byte[] content, int length, Path file) throws IOException {
    try {
      fill(content, length, file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void fill(byte[] content, int length, Path file) throws IOException {
    try (var out = Disk.create(file)) {
      Disk.write(out, ByteBuffer.wrap(content, 0, length));
    }
  }

  private Path part() {
    return parts.resolve("part-" + count.incrementAndGet());
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? attributes : null;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static String md5(Path file) throws IOException {
    var md5 = Digest.md5Engine();
    try (var in = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      var buffer = ByteBuffer.allocate(Math.clamp(in.size(), 1, SMALL));
      while (in.read(buffer) >= 0) {
        md5.update(buffer.flip());
        buffer.clear();
      }
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  private static String md5(byte[] content, int length) {
    var md5 = Digest.md5Engine();
    md5.update(content, 0, length);
    return HexFormat.of().formatHex(md5.digest());
  }

  /// Disks keep fewer digits than some stores tell.
  private static FileTime time(BackupObject object) {
    return FileTime.from(object.modified().truncatedTo(ChronoUnit.SECONDS));
  }
}
