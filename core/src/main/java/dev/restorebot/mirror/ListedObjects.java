package dev.restorebot.mirror;

import dev.restorebot.files.Disk;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// The objects of a mirror, kept in a file, because they may be too many for memory and nothing may be done with any before all have
/// been listed. Confined to its thread.
final class ListedObjects implements MirrorListing.Taker, AutoCloseable {
  private final Path file;
  private final DataOutputStream out;
  private long count;

  /// An empty list in the new file `file`, which is for this process alone.
  ListedObjects(Path file) throws IOException {
    this.file = file;
    this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(Disk.create(file))));
  }

  /// One object, and the file below the mirror's folder that it is.
  record Item(BackupObject object, String path) {}

  @Override
  public void take(BackupObject object, String path) throws IOException {
    write(object.key());
    out.writeInt(object.key().length() - path.length());
    out.writeLong(object.size().bytes());
    write(object.etag());
    var modified = object.modified();
    out.writeLong(modified.getEpochSecond());
    out.writeInt(modified.getNano());
    write(object.version());
    count++;
  }

  /// A store may say anything, of any length.
  private void write(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /// All that was taken, from the first on.
  Reader read() throws IOException {
    out.flush();
    return new Reader();
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  /// Reads what was taken. Confined to its thread.
  final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private long left = count;

    private Reader() throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /// Whether there is another.
    boolean more() {
      return left > 0;
    }

    /// The next.
    Item next() throws IOException {
      left--;
      var key = text();
      var path = key.substring(in.readInt());
      var size = new ByteSize(in.readLong());
      var etag = text();
      var modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
      return new Item(new BackupObject(key, size, etag, modified, text()), path);
    }

    private String text() throws IOException {
      return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
