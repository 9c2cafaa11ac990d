package dev.restorebot.snapshot;

import java.time.Instant;

/// One object of a backup bucket, as a listing shows it.
///
/// @param etag as the store gives it, without quotes; it names the content, and is the MD5 where the object was stored
///   in one part
public record BackupObject(String key, ByteSize size, String etag, Instant modified) {}
