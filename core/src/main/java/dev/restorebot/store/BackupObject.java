package dev.restorebot.store;

import dev.restorebot.text.ByteSize;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// One object of a backup bucket, as a listing shows it.
///
/// @param etag as the store gives it, without quotes; it names the content, and is the MD5 where the object was stored
///   in one part
/// @param modified when it was written, as the store says; of a year that has four digits, whatever it says
/// @param version which version of the object it is, where an old one is meant; empty for the one that is there now
public record BackupObject(String key, ByteSize size, String etag, Instant modified, String version) {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public BackupObject {
    modified = modified.isBefore(FIRST) ? FIRST : modified.isAfter(LAST) ? LAST : modified;
  }

  /// The one that is there now.
  public BackupObject(String key, ByteSize size, String etag, Instant modified) {
    this(key, size, etag, modified, "");
  }

  /// The MD5 of its content, where the ETag looks like one. With `-N` behind it, it is none. That of an object that is encrypted with a
  /// key of somebody's own only looks like one, which the store says when it delivers the object: [Claims#encryption].
  public Optional<String> md5() {
    return MD5.matcher(etag).matches() ? Optional.of(etag) : Optional.empty();
  }

  /// What people call it: the last part of its key.
  public String name() {
    return name(key);
  }

  /// The last part of `key`.
  public static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
