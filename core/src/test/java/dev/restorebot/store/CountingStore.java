package dev.restorebot.store;

import dev.restorebot.text.ByteSize;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A bucket in memory that counts what it is asked. Keys are ASCII, so their order is that of their bytes.
public final class CountingStore implements BackupStore {
  private final TreeMap<String, BackupObject> objects = new TreeMap<>();
  private final Set<String> classed = new HashSet<>();
  private final Set<String> archived = new HashSet<>();
  private int requests;
  private int listed;

  public void put(String key, long size) {
    objects.put(key, new BackupObject(key, new ByteSize(size), "etag", Instant.EPOCH));
  }

  /// Gives an object the class of an archive.
  public void classify(String key) {
    classed.add(key);
  }

  /// Moves an object into an archive.
  public void archive(String key) {
    classed.add(key);
    archived.add(key);
  }

  public int objects() {
    return objects.size();
  }

  /// How many requests it has answered.
  public int requests() {
    return requests;
  }

  /// How many keys its answers held.
  public int listed() {
    return listed;
  }

  @Override
  public Page list(String prefix, String after, int limit) {
    requests++;
    var page = new ArrayList<BackupObject>();
    var from = after.compareTo(prefix) < 0 ? prefix : after;
    for (var object : objects.tailMap(from, !from.equals(after)).values()) {
      if (!object.key().startsWith(prefix)) {
        break;
      }
      if (page.size() == Math.min(limit, 1000)) {
        return answered(new Page(page, true));
      }
      page.add(object);
    }
    return answered(new Page(page, false));
  }

  private Page answered(Page page) {
    listed += page.objects().size();
    var keys = page.objects().stream().map(BackupObject::key).filter(classed::contains).collect(Collectors.toSet());
    return new Page(page.objects(), page.more(), keys);
  }

  @Override
  public boolean isArchived(BackupObject object) {
    requests++;
    return archived.contains(object.key());
  }

  @Override
  public Optional<BackupObject> find(String key) {
    requests++;
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    requests++;
    return new ByteArrayInputStream(new byte[(int) (object.size().bytes() - offset)]);
  }
}
