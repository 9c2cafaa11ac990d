package dev.restorebot.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A bucket in a folder that remembers what it was asked, and may answer something else.
public final class WatchedStore implements BackupStore {
  private final FolderStore bucket;
  private final AtomicInteger listings = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
  private volatile Answer answer = BackupStore::read;
  private volatile UnaryOperator<Page> pages = UnaryOperator.identity();

  public WatchedStore(FolderStore bucket) {
    this.bucket = bucket;
  }

  /// What is answered to a read.
  public interface Answer {
    InputStream to(BackupStore bucket, BackupObject object, long offset) throws IOException;
  }

  public void answers(Answer other) {
    answer = other;
  }

  public void lists(UnaryOperator<Page> other) {
    pages = other;
  }

  public int listings() {
    return listings.get();
  }

  /// The keys that were read, in any order, as often as they were.
  public List<String> read() {
    return read.stream().sorted().toList();
  }

  public void forget() {
    listings.set(0);
    read.clear();
  }

  @Override
  public Page list(String prefix, String after, int limit) {
    listings.incrementAndGet();
    return pages.apply(bucket.list(prefix, after, limit));
  }

  @Override
  public Optional<BackupObject> find(String key) {
    return bucket.find(key);
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    read.add(object.key());
    try {
      return answer.to(bucket, object, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
