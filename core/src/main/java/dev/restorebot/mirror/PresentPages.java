package dev.restorebot.mirror;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;

import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.Visible;
import java.util.List;
import java.util.Optional;

/// The objects that are there now.
final class PresentPages implements Pages {
  private final BackupStore store;
  private final String prefix;
  private String last = "";
  private boolean more = true;
  private Optional<BackupObject> archived = Optional.empty();

  PresentPages(BackupStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public Optional<BackupObject> archived() {
    return archived;
  }

  @Override
  public List<BackupObject> next() {
    var page = store.list(prefix, last, LARGEST);
    if (page.more() && page.objects().isEmpty()) {
      throw new BackupStoreException(Kind.REFUSED, "list " + Visible.key(prefix)
          + ": the store says that there is more, and lists nothing. Next: look at the store itself");
    }
    archived = archived.or(() -> page.objects().stream().filter(object -> page.archived().contains(object.key()))
        .findFirst());
    more = page.more();
    if (more) {
      last = page.objects().getLast().key();
    }
    return page.objects();
  }
}
