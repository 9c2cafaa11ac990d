package dev.restorebot.knot.git;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;

/// The objects of one repository, in the files below `objects/`. JGit's [ObjectDirectory] is used without the repository
/// around it, which would read `config` and `info/alternates`, and follow them; and it is asked only for what is there,
/// because it goes looking for what is not. Holds the names of loose objects, and the indexes of packs. Confined to one
/// thread; to be closed.
final class ObjectFolder implements AutoCloseable {
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern REST = Pattern.compile("[0-9a-f]{38}");

  private final Path folder;
  private final ObjectIdOwnerMap<Loose> loose = new ObjectIdOwnerMap<>();
  private final Packs packs;
  private ObjectDirectory directory;
  private ObjectReader reader;

  ObjectFolder(Path repository) throws IOException {
    folder = repository.resolve("objects");
    packs = Packs.in(folder.resolve("pack"));
    listLoose();
    directory = directory(folder);
    reader = directory.newReader();
  }

  /// Whether `repository` has a folder for its objects, even an empty one.
  static boolean isIn(Path repository) {
    return Files.isDirectory(repository.resolve("objects"), LinkOption.NOFOLLOW_LINKS);
  }

  /// What is wrong with packs, and what leads out of the folder, a sentence each.
  List<String> defects() {
    return packs.defects();
  }

  /// Reads all packs, so that what is damaged inside them is among [#defects].
  void readPacks() throws IOException {
    packs.read();
  }

  /// What may explain that objects are missing, a sentence each.
  List<String> hints() {
    return packs.hints();
  }

  /// Whether the object is in a pack that git can open.
  boolean isPacked(AnyObjectId id) throws IOException {
    return packs.hold(id);
  }

  /// Whether the object is in a pack that [#readPacks] found damaged, and in no other.
  boolean isInDoubt(AnyObjectId id) throws IOException {
    return packs.holdInDoubt(id);
  }

  /// Whether the object has a file of its own, whatever is in it.
  boolean isLoose(AnyObjectId id) {
    return loose.contains(id);
  }

  /// Reads an object, and compares its content with its id.
  StoredObject read(AnyObjectId id) throws IOException {
    if (!isPacked(id) && !isLoose(id)) {
      return new StoredObject.Missing();
    }
    try {
      return read(reader.open(id), id);
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      reopen();
      return new StoredObject.Damaged("it cannot be unpacked");
    } catch (RuntimeException e) { // JGit meets the bytes of a damaged delta with exceptions of arrays
      reopen();
      return new StoredObject.Damaged("it cannot be unpacked");
    }
  }

  private static StoredObject read(ObjectLoader loader, AnyObjectId id) throws IOException {
    if (loader.getType() == Constants.OBJ_BLOB) {
      try (var content = loader.openStream()) {
        return StoredObject.isContentOf(id, content)
            ? new StoredObject.Content(Constants.OBJ_BLOB, new byte[0])
            : StoredObject.Damaged.OTHER_CONTENT;
      }
    }
    if (loader.getSize() > Settings.LARGEST_OBJECT) {
      return new StoredObject.Damaged("it has " + loader.getSize() + " bytes, which is too large to be looked at");
    }
    var bytes = loader.getBytes(Settings.LARGEST_OBJECT);
    return StoredObject.isContentOf(id, loader.getType(), bytes)
        ? new StoredObject.Content(loader.getType(), bytes)
        : StoredObject.Damaged.OTHER_CONTENT;
  }

  @Override
  public void close() {
    reader.close();
    directory.close();
  }

  /// JGit forgets a pack in which it found damage; the other objects in it still count.
  private void reopen() throws IOException {
    close();
    directory = directory(folder);
    reader = directory.newReader();
  }

  /// JGit's, without alternates; to be closed.
  static ObjectDirectory directory(Path folder) throws IOException {
    var noAlternates = new File[0];
    return new ObjectDirectory(Settings.ofEveryRepository(), folder.toFile(), noAlternates, FS.DETECTED, null);
  }

  private void listLoose() throws IOException {
    for (var shard : Folder.entries(folder)) {
      var name = String.valueOf(shard.getFileName());
      if (SHARD.matcher(name).matches()) {
        for (var file : Folder.entries(shard)) {
          var rest = String.valueOf(file.getFileName());
          if (REST.matcher(rest).matches()) {
            loose.add(new Loose(ObjectId.fromString(name + rest)));
          }
        }
      }
    }
  }

  private static final class Loose extends ObjectIdOwnerMap.Entry {
    Loose(AnyObjectId id) {
      super(id);
    }
  }
}
