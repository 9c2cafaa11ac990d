package dev.restorebot.mirror;

import dev.restorebot.store.BackupObject;

import java.util.List;
import java.util.Optional;

/// A listing, page by page, in the order of the keys' bytes. Confined to one thread at a time.
interface Pages {
  /// What one request lists at most.
  int LARGEST = 1000;

  /// Asks for the next page. If that throws, it may be called again.
  List<BackupObject> next();

  /// Whether there is a next page.
  boolean more();

  /// The first of the objects of all pages so far that seem to lie in an archive; empty if none does, or the listing does not tell.
  default Optional<BackupObject> archived() {
    return Optional.empty();
  }
}
