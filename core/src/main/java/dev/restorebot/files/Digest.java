package dev.restorebot.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of some content, in lower case hex.
public record Digest(String sha256) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!FORM.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower case hex: " + sha256);
    }
  }

  /// The digest of the file at `path`, read in small pieces. Not for a database that this process has open: closing any
  /// handle on it would drop SQLite's locks.
  ///
  /// @throws PlainFileException if it is a link, a pipe or a device
  public static Digest of(Path path) throws IOException {
    var sha = sha256Engine();
    var buffer = new byte[64 * 1024];
    try (InputStream in = Channels.newInputStream(Disk.read(path))) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    }
    return of(sha);
  }

  /// The digest of `text` as UTF-8.
  public static Digest ofText(String text) {
    var sha = sha256Engine();
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    return of(sha);
  }

  /// The digest that `finished` has computed.
  public static Digest of(MessageDigest finished) {
    return new Digest(HexFormat.of().formatHex(finished.digest()));
  }

  /// A new SHA-256 computation.
  public static MessageDigest sha256Engine() {
    return engine("SHA-256");
  }

  /// A new MD5 computation, for comparing with an ETag, and for stores that want one; it proves nothing.
  public static MessageDigest md5Engine() {
    return engine("MD5");
  }

  /// A new SHA-1 computation, for comparing with a checksum that a store keeps and nothing else.
  public static MessageDigest sha1Engine() {
    return engine("SHA-1");
  }

  private static MessageDigest engine(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /// The first characters, enough for people to compare.
  public String brief() {
    return sha256.substring(0, 12);
  }

  @Override
  public String toString() {
    return sha256;
  }
}
