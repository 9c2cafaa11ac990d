package dev.restorebot.snapshot;

import dev.restorebot.service.Backups;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds what lies in a bucket near the backups of a service and belongs to no backup that is configured: somebody may have saved more
/// than restorebot knows of. Asks for one key at a time and skips what it knows already, so that it takes some requests, however full
/// the bucket is. Blocks; thread-safe. Throws [dev.restorebot.store.BackupStoreException].
public final class UnmanagedObjects {
  private static final int REQUESTS = 24;

  private final BackupStore store;
  private final SortedSet<String> roots;
  private final SortedSet<String> claimed;

  /// @param store the bucket of `backups`
  /// @param others what else is configured, in this bucket and in others
  public UnmanagedObjects(BackupStore store, Backups backups, Collection<Backups> others) {
    this.store = store;
    this.claimed = new TreeSet<>(Stream.concat(Stream.of(backups), others.stream())
        .filter(other -> other.store().equals(backups.store()) && other.bucket().equals(backups.bucket()))
        .flatMap(UnmanagedObjects::prefixes).toList());
    this.roots = new TreeSet<>(prefixes(backups).map(prefix -> prefix.substring(0, prefix.indexOf('/') + 1)).toList());
  }

  private static Stream<String> prefixes(Backups backups) {
    return Stream.of(backups.databases().stream().map(database -> database.key().prefix()),
        backups.databases().stream()
            .map(database -> WrittenDigests.folder(database.key().prefix()) + WrittenDigests.NAME),
        backups.mirrors().stream().map(MirrorDefinition::prefix)).flatMap(Function.identity());
  }

  /// What lies there.
  ///
  /// @param names folders, with `/` at the end, and keys of single objects, in order
  /// @param more whether it was too much to look at all of it
  public record Found(List<String> names, boolean more) {
    public Found {
      names = List.copyOf(names);
    }
  }

  /// Looks below the topmost folders of the backups, or at the whole bucket where they lie in none.
  public Found find() {
    var names = new TreeSet<String>();
    var asked = 0;
    for (var root : roots) {
      var after = "";
      while (!claimed.contains("")) {
        if (asked++ == REQUESTS) {
          return new Found(List.copyOf(names), true);
        }
        var page = store.list(root, after, 1).objects();
        if (page.isEmpty()) {
          break;
        }
        var key = page.getFirst().key();
        var known = claimed.stream().filter(key::startsWith).findFirst();
        var skipped = known.or(() -> folder(key));
        if (known.isEmpty()) {
          names.add(skipped.orElse(key));
        }
        after = skipped.map(UnmanagedObjects::beyond).orElse(key);
      }
    }
    return new Found(List.copyOf(names), false);
  }

  /// The topmost folder of `key` that holds no backups; empty if each does.
  private Optional<String> folder(String key) {
    return Stream.iterate(key.indexOf('/'), at -> at >= 0, at -> key.indexOf('/', at + 1))
        .map(at -> key.substring(0, at + 1))
        .filter(folder -> claimed.stream().noneMatch(prefix -> prefix.startsWith(folder))).findFirst();
  }

  /// What comes after all keys that start with `prefix`, in the order of the store.
  private static String beyond(String prefix) {
    var last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }
}
