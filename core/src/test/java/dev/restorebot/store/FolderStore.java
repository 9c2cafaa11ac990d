package dev.restorebot.store;

import dev.restorebot.files.Digest;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A bucket in a folder, listed as it was when the listing began: a key is a path, an ETag is an MD5. Like a real one it refuses an object that has changed.
public final class FolderStore implements BackupStore {
  private final Path folder;
  private volatile List<String> keys = List.of();

  public FolderStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Page list(String prefix, String after, int limit) {
    if (after.isEmpty()) {
      keys = keys();
    }
    var all = (keys.isEmpty() ? keys() : keys).stream()
        .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0).toList();
    var some = all.stream().limit(limit).map(this::object).toList();
    return new Page(some, some.size() < all.size());
  }

  @Override
  public Optional<BackupObject> find(String key) {
    return Files.isRegularFile(folder.resolve(key)) ? Optional.of(object(key)) : Optional.empty();
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    if (!find(object.key()).map(BackupObject::etag).equals(Optional.of(object.etag()))) {
      throw new BackupStoreException(Kind.REFUSED,
          "read " + object.key() + ": the object changed since it was planned");
    }
    var content = content(object.key());
    return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
  }

  /// The object at `key`, which must exist.
  public BackupObject object(String key) {
    var content = content(key);
    var md5 = Digest.md5Engine();
    md5.update(content);
    return new BackupObject(key, new ByteSize(content.length), HexFormat.of().formatHex(md5.digest()), Instant.EPOCH);
  }

  private List<String> keys() {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] content(String key) {
    try {
      return Files.readAllBytes(folder.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
