package dev.restorebot.worker;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A bucket that writes down what is read, in a file that outlives its process.
///
/// @param reading hears of each read before it is answered
record ReadLog(BackupStore bucket, Path log, Runnable reading) implements BackupStore {
  @Override
  public Page list(String prefix, String after, int limit) {
    return bucket.list(prefix, after, limit);
  }

  @Override
  public Optional<BackupObject> find(String key) {
    return bucket.find(key);
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    try {
      Files.writeString(log, object.key() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reading.run();
    return bucket.read(object, offset);
  }
}
