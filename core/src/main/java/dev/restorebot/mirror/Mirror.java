package dev.restorebot.mirror;

import dev.restorebot.files.Digest;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.text.ByteSize;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mirror as a listing showed it: what would be staged of it. Its objects themselves are too many to be kept.
///
/// @param at the moment whose versions of the objects are meant, or null for those that are there now
/// @param files how many objects would be staged
/// @param newest when the newest of them was written, or null if there is none
/// @param listing a digest of the key, size and ETag of each of them, in the order of the keys' bytes; the same objects
///        have the same
public record Mirror(MirrorDefinition definition, @Nullable Instant at, long files, ByteSize size,
    @Nullable Instant newest, Digest listing) {
  /// The moment whose versions of the objects are meant; empty for those that are there now.
  public Optional<Instant> asOf() {
    return Optional.ofNullable(at);
  }
}
