package dev.restorebot.knot;

import dev.restorebot.files.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Public keys of SSH, as people compare them.
final class PublicKey {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private PublicKey() {}

  /// The fingerprint of `key`, a line such as `ssh-ed25519 AAAA… comment`, as `ssh-keygen -l` prints it. A line of another form
  /// is told by the digest of its text.
  static String fingerprint(String key) {
    var words = BLANKS.split(key.strip(), -1);
    if (words.length > 1) {
      try {
        return of(Base64.getDecoder().decode(words[1]));
      } catch (IllegalArgumentException _) {
        // No base64: told by its text, as one that has no second word.
      }
    }
    return "unreadable " + of(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] bytes) {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Digest.sha256Engine().digest(bytes));
  }
}
