package dev.restorebot.mirror;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStore.ObjectVersion;
import dev.restorebot.store.BackupStore.VersionMark;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.KeyOrder;
import dev.restorebot.text.Visible;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The objects that were there at a moment: of every key the newest version that had been written by then, unless that says
/// that the object was deleted. Of a key whose versions go on in the next page only the best so far is remembered.
public final class PastPages implements Pages {
  private final BackupStore store;
  private final String prefix;
  private final Instant moment;
  private Optional<VersionMark> mark = Optional.empty();
  private boolean more = true;
  private Optional<ObjectVersion> best = Optional.empty();
  /// Where pages have ended within the versions of the same key.
  private final Set<String> marks = new HashSet<>();

  public PastPages(BackupStore store, String prefix, Instant moment) {
    this.store = store;
    this.prefix = prefix;
    this.moment = moment;
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public List<BackupObject> next() {
    var page = store.versions(prefix, mark, LARGEST);
    if (page.next().isPresent() && (backwards(page.next().get()) || !marks.add(page.next().get().version()))) {
      throw new BackupStoreException(Kind.REFUSED, "list the versions of " + Visible.key(prefix)
          + ": the store does not go on. Next: look at the store itself");
    }
    var there = new ArrayList<BackupObject>();
    for (var version : page.versions()) {
      if (best.isPresent() && !best.get().object().key().equals(version.object().key())) {
        best.filter(found -> !found.deleted()).ifPresent(found -> there.add(found.object()));
        best = Optional.empty();
      }
      if (!version.object().modified().isAfter(moment) && best.filter(found -> !older(found, version)).isEmpty()) {
        best = Optional.of(version);
      }
    }
    mark = page.next();
    more = mark.isPresent();
    if (!more) {
      best.filter(found -> !found.deleted()).ifPresent(found -> there.add(found.object()));
    }
    return there;
  }

  /// Whether the store would go back. Of another key, no mark is known.
  private boolean backwards(VersionMark next) {
    var order = mark.map(VersionMark::key).map(key -> KeyOrder.BYTES.compare(key, next.key())).orElse(-1);
    if (order < 0) {
      marks.clear();
    }
    return order > 0;
  }

  /// The store lists the newest of a key first, so of two of the same time the first is the newer.
  private static boolean older(ObjectVersion one, ObjectVersion other) {
    return one.object().modified().isBefore(other.object().modified());
  }
}
