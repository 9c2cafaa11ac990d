package dev.restorebot.snapshot;

import java.util.List;

/// A listing, page by page, in the order of the keys' bytes. Confined to one thread at a time.
interface Pages {
  /// What one request lists at most.
  int LARGEST = 1000;

  /// Asks for the next page. If that throws, it may be called again.
  List<BackupObject> next();

  /// Whether there is a next page.
  boolean more();
}
