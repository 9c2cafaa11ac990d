package dev.restorebot.sqlite;

import dev.restorebot.snapshot.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands beside an entry of the journal and is named by it.
///
/// @param content null where it is missing
public record Attached(long entry, String sha256, @Nullable String content) {
  /// What is wrong with it; empty if nothing is.
  Optional<String> fault() {
    if (content == null) {
      return Optional.of("an attachment of entry " + entry + " is missing: " + sha256);
    }
    return Digest.ofText(content).sha256().equals(sha256)
        ? Optional.empty()
        : Optional.of("an attachment of entry " + entry + " is not what was written: its digest is not " + sha256);
  }
}
