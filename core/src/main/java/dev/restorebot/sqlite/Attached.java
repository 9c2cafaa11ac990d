package dev.restorebot.sqlite;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands beside an entry of the journal and is named by it.
///
/// @param found the SHA-256 of what is there; null where that is missing
public record Attached(long entry, String sha256, @Nullable String found) {
  /// What is wrong with it; empty if nothing is.
  Optional<String> fault() {
    if (found == null) {
      return Optional.of("an attachment of entry " + entry + " is missing: " + sha256);
    }
    return found.equals(sha256)
        ? Optional.empty()
        : Optional.of("an attachment of entry " + entry + " is not what was written: its digest is not " + sha256);
  }
}
