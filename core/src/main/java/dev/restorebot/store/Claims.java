package dev.restorebot.store;

import java.io.InputStream;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store says of an object while it delivers it, beyond what its listing told.
///
/// @param encryption how it is encrypted, if that makes its ETag something else than an MD5: `aws:kms`; empty if nothing is said
/// @param checksums of its whole content in base64, by the names of their algorithms in small letters: `crc32`, `sha256`
public record Claims(String encryption, SortedMap<String, String> checksums) {
  /// The store said nothing.
  public static final Claims NONE = new Claims("", new TreeMap<>());

  public Claims {
    checksums = Collections.unmodifiableSortedMap(new TreeMap<>(checksums));
  }

  /// What the store said of what `content` is read from.
  static Claims of(InputStream content) {
    return content instanceof Carrier carrier ? carrier.claims() : NONE;
  }

  /// A stream with content of an object and with what the store says of that object.
  public interface Carrier {
    /// What it says.
    Claims claims();
  }
}
