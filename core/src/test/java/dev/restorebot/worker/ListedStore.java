package dev.restorebot.worker;

import dev.restorebot.files.Digest;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A bucket that lists what it is told to, whatever keys and sizes these are, and in whatever order. Thread-safe.
record ListedStore(List<Stored> stored, int page) implements BackupStore {
  ListedStore {
    stored = List.copyOf(stored);
  }

  /// An object as it is listed, and what it holds.
  record Stored(BackupObject object, String content) {
    static Stored of(String key, String content, Instant modified) {
      var bytes = content.getBytes(StandardCharsets.ISO_8859_1);
      var md5 = Digest.md5Engine();
      md5.update(bytes);
      return new Stored(
          new BackupObject(key, new ByteSize(bytes.length), HexFormat.of().formatHex(md5.digest()), modified), content);
    }

    String key() {
      return object.key();
    }

    Stored called(String key) {
      return of(key, content, object.modified());
    }

    Stored holding(String other) {
      return of(key(), other, object.modified());
    }

    Stored as(BackupObject other) {
      return new Stored(other, content);
    }

    @Override
    public String toString() {
      return "%s, %s, %s: %s".formatted(object.key(), object.size(), object.modified(),
          content.length() > 60 ? content.substring(0, 60) : content);
    }
  }

  @Override
  public Page list(String prefix, String after, int limit) {
    var from = 0;
    for (var i = 0; i < stored.size(); i++) {
      if (!after.isEmpty() && stored.get(i).key().equals(after)) {
        from = i + 1;
      }
    }
    var some = stored.subList(from, Math.min(stored.size(), from + Math.min(limit, page)));
    return new Page(some.stream().map(Stored::object).toList(), from + some.size() < stored.size());
  }

  @Override
  public Optional<BackupObject> find(String key) {
    return stored.stream().map(Stored::object).filter(object -> object.key().equals(key)).findFirst();
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    var content = stored.stream().filter(one -> one.object().equals(object)).findFirst()
        .orElseThrow(() -> new BackupStoreException(Kind.REFUSED, "read " + object.key() + ": it is not there"))
        .content()
        .getBytes(StandardCharsets.ISO_8859_1);
    return new ByteArrayInputStream(
        Arrays.copyOfRange(content, (int) Math.min(offset, content.length), content.length));
  }
}
