package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/// Makes the index of a pack that lies where it stays, as `git index-pack` does: reads all of it, and every object in it. Changes
/// nothing but the index. Confined to one thread.
final class PackIndexing extends PackParser {
  /// No object in a pack has fewer: a byte of header and what nothing is compressed to.
  private static final int LEAST_PER_OBJECT = 9;
  /// About what is remembered of each object while the index is made.
  private static final int MEMORY_PER_OBJECT = 150;
  private static final int HEADER = 12;
  private static final int TRAILER = 20;
  /// The version that has what go-git, with which a knot reads, insists on.
  private static final int VERSION = 2;

  private final FromDisk pack;
  private final CRC32 crc = new CRC32();
  private byte[] checksum = new byte[0];

  private PackIndexing(ObjectDirectory directory, FromDisk pack) {
    super(directory, new BufferedInputStream(pack, 1 << 16));
    this.pack = pack;
    setAllowThin(false);
    setCheckObjectCollisions(false);
    setCheckEofAfterPackFooter(true);
    setMaxObjectSizeLimit(Math.max(Settings.LARGEST_OBJECT, Runtime.getRuntime().maxMemory() / 8));
  }

  /// Writes the index of `pack` to `index`, in the place of what is there.
  ///
  /// @return why the pack cannot be read, as a part of a sentence, with `index` left alone; empty if it is made
  static Optional<String> make(Path pack, Path index) throws IOException {
    if (!Files.isRegularFile(pack, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is no plain file");
    }
    try (var channel = FileChannel.open(pack, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        var directory = ObjectFolder.directory(folder(pack))) {
      var why = unlikely(channel);
      return why.isPresent() ? why : make(new PackIndexing(directory, new FromDisk(channel)), index);
    }
  }

  /// Before room is made for as many objects as it says that it has.
  private static Optional<String> unlikely(FileChannel channel) throws IOException {
    var header = ByteBuffer.allocate(HEADER);
    while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
      // Reads on.
    }
    if (header.hasRemaining()) {
      return Optional.of("it was cut");
    }
    var objects = Integer.toUnsignedLong(header.getInt(2 * Integer.BYTES));
    if (objects * LEAST_PER_OBJECT > channel.size() - HEADER - TRAILER) {
      return Optional.of("it is smaller than it says");
    }
    return objects * MEMORY_PER_OBJECT > Runtime.getRuntime().maxMemory() / 2
        ? Optional.of("it has more objects than fit into memory: " + objects)
        : Optional.empty();
  }

  private static Optional<String> make(PackIndexing indexing, Path index) throws IOException {
    try {
      indexing.parse(NullProgressMonitor.INSTANCE);
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      indexing.pack.requireDisk();
      return Optional.of(why(e));
    } catch (RuntimeException e) { // JGit meets the bytes of a damaged delta with exceptions of arrays
      indexing.pack.requireDisk();
      return Optional.of("its content is damaged");
    }
    write(indexing.getSortedObjectList(null), indexing.checksum, index);
    return Optional.empty();
  }

  private static String why(IOException e) {
    return switch (e) {
      case EOFException _ -> "it was cut";
      case TooLargeObjectInPackException _ -> "it has an object that is too large to be looked at";
      default -> "its content is damaged";
    };
  }

  /// By way of a name that the next repair would remove.
  private static void write(List<PackedObjectInfo> objects, byte[] checksum, Path index) throws IOException {
    var unfinished = index.resolveSibling("tmp_idx_" + index.getFileName());
    try (var out = new BufferedOutputStream(Channels.newOutputStream(Disk.create(unfinished)))) {
      BasePackIndexWriter.createVersion(out, VERSION).write(objects, checksum);
    }
    Disk.flush(unfinished);
    if (Files.isDirectory(index, LinkOption.NOFOLLOW_LINKS)) {
      Tree.delete(index);
    }
    Disk.rename(unfinished, index);
  }

  private static Path folder(Path pack) {
    return pack.resolveSibling("..").normalize();
  }

  /// The pack, read from its beginning, and again here and there. Tells a disk that fails from a pack that is damaged.
  private static final class FromDisk extends InputStream {
    private final FileChannel channel;
    private long position;
    private long again;
    private @Nullable IOException failure;

    FromDisk(FileChannel channel) {
      this.channel = channel;
    }

    void requireDisk() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var count = read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(0, count);
      return count;
    }

    void seek(long to) {
      again = to;
    }

    int readAgain(byte[] bytes, int offset, int length) throws IOException {
      var count = read(ByteBuffer.wrap(bytes, offset, length), again);
      again += Math.max(0, count);
      return count;
    }

    private int read(ByteBuffer buffer, long from) throws IOException {
      try {
        return channel.read(buffer, from);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  @Override
  protected void onPackHeader(long objects) {
    // Was looked at before.
  }

  @Override
  protected void onStoreStream(byte[] raw, int offset, int length) {
    // It is stored already.
  }

  @Override
  protected void onObjectHeader(Source source, byte[] raw, int offset, int length) {
    crc.update(raw, offset, length);
  }

  @Override
  protected void onObjectData(Source source, byte[] raw, int offset, int length) {
    crc.update(raw, offset, length);
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) {
    // Its id is all that is wanted.
  }

  @Override
  protected void onBeginWholeObject(long offset, int type, long size) {
    crc.reset();
  }

  @Override
  protected void onEndWholeObject(PackedObjectInfo object) {
    object.setCRC((int) crc.getValue());
  }

  @Override
  protected void onBeginOfsDelta(long offset, long base, long size) {
    crc.reset();
  }

  @Override
  protected void onBeginRefDelta(long offset, AnyObjectId base, long size) {
    crc.reset();
  }

  @Override
  protected UnresolvedDelta onEndDelta() {
    var delta = new UnresolvedDelta();
    delta.setCRC((int) crc.getValue());
    return delta;
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize info) throws IOException {
    return seek(object.getOffset(), info);
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize info) throws IOException {
    return seek(delta.getOffset(), info);
  }

  private ObjectTypeAndSize seek(long offset, ObjectTypeAndSize info) throws IOException {
    pack.seek(offset);
    crc.reset();
    return readObjectHeader(info);
  }

  @Override
  protected int readDatabase(byte[] bytes, int offset, int length) throws IOException {
    return pack.readAgain(bytes, offset, length);
  }

  @Override
  protected boolean checkCRC(int expected) {
    return expected == (int) crc.getValue();
  }

  @Override
  protected void onPackFooter(byte[] hash) {
    checksum = hash.clone();
  }

  @Override
  protected boolean onAppendBase(int type, byte[] data, PackedObjectInfo object) {
    return false;
  }

  @Override
  protected void onEndThinPack() {
    // No pack of a repository is thin.
  }
}
