package dev.restorebot.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An inbox that forgets all when its process ends. Thread-safe.
public final class MemoryInbox implements Inbox {
  private final Map<String, Item> open = new LinkedHashMap<>();
  private final Map<String, Instant> done = new HashMap<>();
  private final InstantSource time;

  public MemoryInbox(InstantSource time) {
    this.time = time;
  }

  @Override
  public synchronized boolean keep(Item item) {
    var forgotten = time.instant().minus(Duration.ofDays(1));
    done.values().removeIf(at -> at.isBefore(forgotten));
    return !done.containsKey(item.key()) && open.putIfAbsent(item.key(), item) == null;
  }

  @Override
  public synchronized void done(String key) {
    if (open.remove(key) != null) {
      done.put(key, time.instant());
    }
  }

  @Override
  public synchronized List<Item> open() {
    return new ArrayList<>(open.values());
  }
}
