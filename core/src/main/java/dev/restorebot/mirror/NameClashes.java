package dev.restorebot.mirror;

import dev.restorebot.mirror.LeftOut.Clash;
import dev.restorebot.mirror.MirrorListing.Taker;
import dev.restorebot.store.BackupObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Hands on files in the order of their paths' bytes, and of those that a disk cannot have side by side, `topic` and `topic/one`,
/// only the newer ones. A mirror to which files are only added holds both where one was deleted and the other made. A file is held
/// back as long as a path to come can lie below it, which is not long: what comes between is called `topic` with one of few
/// characters behind. Confined to its thread.
final class NameClashes {
  /// So many are held back at most. What comes later below one that was handed on is left out, whatever its time.
  static final int MOST_HELD = 10_000;

  private final Taker taker;
  private final Consumer<Clash> leftOut;
  private final List<Entry> held = new ArrayList<>();
  /// The files handed on that a path to come can still lie below; each begins with the one before.
  private final Deque<Entry> handedOn = new ArrayDeque<>();

  /// @param taker is given those that stay
  /// @param leftOut is told of those that do not
  NameClashes(Taker taker, Consumer<Clash> leftOut) {
    this.taker = taker;
    this.leftOut = leftOut;
  }

  private record Entry(BackupObject object, String path) {
    boolean isFolderOf(Entry other) {
      return other.path.startsWith(path + "/");
    }
  }

  /// The next file.
  void add(BackupObject object, String path) throws IOException, InterruptedException {
    if (held.size() == MOST_HELD || !(held.isEmpty() || mayStillConcern(held.getFirst().path(), path))) {
      settle();
    }
    held.add(new Entry(object, path));
  }

  /// There is no other file.
  void finish() throws IOException, InterruptedException {
    settle();
  }

  /// Whether `path`, or one after it, can lie below `file`.
  private static boolean mayStillConcern(String file, String path) {
    return path.length() > file.length() && path.startsWith(file) && path.charAt(file.length()) <= '/';
  }

  private void settle() throws IOException, InterruptedException {
    var staying = new TreeMap<String, Entry>();
    held.forEach(entry -> staying.put(entry.path(), entry));
    for (var file : held) {
      if (staying.containsKey(file.path())) {
        // A slash is followed by the digit zero.
        var below = staying.subMap(file.path() + "/", file.path() + "0").values();
        settle(file, below, staying.values());
      }
    }
    for (var entry : held) {
      if (staying.containsKey(entry.path())) {
        handOn(entry);
      }
    }
    held.clear();
  }

  /// An empty file that is called like a folder is how some tools write down the folder itself.
  private void settle(Entry file, Collection<Entry> below, Collection<Entry> staying) {
    var newest = below.stream().max(Comparator.comparing(entry -> entry.object().modified()));
    if (newest.isEmpty()) {
      return;
    }
    if (file.object().size().bytes() == 0 || !newest.get().object().modified().isBefore(file.object().modified())) {
      tell(file, newest.get());
      staying.remove(file);
    } else {
      below.forEach(entry -> tell(entry, file));
      below.clear();
    }
  }

  private void handOn(Entry entry) throws IOException, InterruptedException {
    while (!handedOn.isEmpty() && !entry.path().startsWith(handedOn.getLast().path())) {
      handedOn.removeLast();
    }
    for (var file : handedOn) {
      if (file.isFolderOf(entry)) {
        tell(entry, file);
        return;
      }
    }
    handedOn.addLast(entry);
    taker.take(entry.object(), entry.path());
  }

  private void tell(Entry gone, Entry staying) {
    leftOut.accept(new Clash(gone.path(), gone.object().modified(), staying.path(), staying.object().modified()));
  }
}
