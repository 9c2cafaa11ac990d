package dev.restorebot.snapshot;

import java.time.Instant;

/// One object of a backup bucket, as a listing shows it.
///
/// @param etag as the store gives it, without quotes; it names the content, and is the MD5 where the object was stored
///   in one part
/// @param version which version of the object it is, where an old one is meant; empty for the one that is there now
public record BackupObject(String key, ByteSize size, String etag, Instant modified, String version) {
  /// The one that is there now.
  public BackupObject(String key, ByteSize size, String etag, Instant modified) {
    this(key, size, etag, modified, "");
  }
}
