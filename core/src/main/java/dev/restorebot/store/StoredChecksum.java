package dev.restorebot.store;

import dev.restorebot.files.Digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// A checksum that a store keeps of a whole object, and the same of what arrives. Confined to its thread.
///
/// @param name its algorithm, for people
/// @param expected what the store says, in base64
record StoredChecksum(String name, String expected, Sum sum) {
  /// The kind that stores call `algorithm`; empty if it cannot be computed here.
  static Optional<StoredChecksum> of(String algorithm, String expected) {
    return switch (algorithm) {
      case "crc32" -> Optional.of(new StoredChecksum("CRC32", expected, new Cyclic(new CRC32(), Integer.BYTES)));
      case "crc32c" -> Optional.of(new StoredChecksum("CRC32C", expected, new Cyclic(new CRC32C(), Integer.BYTES)));
      case "crc64nvme" ->
        Optional.of(new StoredChecksum("CRC64NVME", expected, new Cyclic(new Crc64Nvme(), Long.BYTES)));
      case "sha1" -> Optional.of(new StoredChecksum("SHA-1", expected, new Hash(Digest.sha1Engine())));
      case "sha256" -> Optional.of(new StoredChecksum("SHA-256", expected, new Hash(Digest.sha256Engine())));
      default -> Optional.empty();
    };
  }

  /// The one of all that has been added, in base64. Asked once.
  String actual() {
    return Base64.getEncoder().encodeToString(sum.finished());
  }

  /// Adds up bytes.
  sealed interface Sum {
    void add(byte[] bytes, int offset, int length);

    byte[] finished();
  }

  private record Cyclic(Checksum checksum, int width) implements Sum {
    @Override
    public void add(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
    }

    @Override
    public byte[] finished() {
      var all = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
      return Arrays.copyOfRange(all, Long.BYTES - width, Long.BYTES);
    }
  }

  private record Hash(MessageDigest engine) implements Sum {
    @Override
    public void add(byte[] bytes, int offset, int length) {
      engine.update(bytes, offset, length);
    }

    @Override
    public byte[] finished() {
      return engine.digest();
    }
  }
}
