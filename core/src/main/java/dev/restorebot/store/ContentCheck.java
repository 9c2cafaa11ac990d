package dev.restorebot.store;

import dev.restorebot.files.Digest;

import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.Visible;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Compares what arrives of an object with what the store says of it: with its checksums where it keeps any, else with the MD5 where
/// the ETag is one. Where it is neither, size and ETag are all that a store can be held to, and whoever fetches the object again
/// compares the SHA-256. Confined to its thread.
final class ContentCheck {
  private final BackupObject object;
  private MessageDigest sha256 = Digest.sha256Engine();
  private MessageDigest md5 = Digest.md5Engine();
  private List<StoredChecksum> checksums = List.of();
  private boolean encrypted;

  ContentCheck(BackupObject object) {
    this.object = object;
  }

  /// Hears what the store says as it begins to deliver the content from its first byte.
  void begin(Claims claims) {
    sha256 = Digest.sha256Engine();
    md5 = Digest.md5Engine();
    encrypted = !claims.encryption().isEmpty();
    checksums = claims.checksums().entrySet().stream()
        .flatMap(claim -> StoredChecksum.of(claim.getKey(), claim.getValue()).stream()).toList();
  }

  /// Hears of the next bytes.
  void add(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
    md5.update(bytes, offset, length);
    checksums.forEach(checksum -> checksum.sum().add(bytes, offset, length));
  }

  /// What is wrong with what arrived, and what the store says instead; empty if it is what the store says. Asked once, when all has
  /// arrived.
  Optional<BackupStoreException> difference() {
    for (var checksum : checksums) {
      var actual = checksum.actual();
      if (!actual.equals(checksum.expected())) {
        return Optional.of(difference(checksum.name(), actual, checksum.expected()));
      }
    }
    if (!checksums.isEmpty() || encrypted) {
      return Optional.empty();
    }
    var actual = HexFormat.of().formatHex(md5.digest());
    return object.md5().filter(expected -> !expected.equals(actual))
        .map(expected -> difference("MD5", actual, expected));
  }

  private BackupStoreException difference(String what, String actual, String expected) {
    return new BackupStoreException(Kind.UNAVAILABLE,
        "read " + Visible.key(object.key()) + ": what arrived has the "
            + what + " " + actual + ", and the store says " + expected + ". Next: try again, or take another snapshot");
  }

  /// The digest of all that arrived. Asked once.
  Digest digest() {
    return Digest.of(sha256);
  }
}
