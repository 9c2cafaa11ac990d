package dev.restorebot.volume;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key with which the workers of one run authenticate what they write into its journal on the volume. The bot draws it once
/// the service is stopped, and nobody but the bot and the workers that it tells what to do from then on has it: it is never on the volume. So
/// what the service has written into the journal, before or since, is told from what a worker has.
public final class RunKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  /// Half of the digest is as hard to guess as people need, and leaves the lines readable.
  private static final int SEAL_BYTES = 16;

  private final byte[] bytes;

  private RunKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A new key that nobody can guess.
  public static RunKey drawn() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new RunKey(bytes);
  }

  /// Reads what [#hex] has written.
  ///
  /// @throws IllegalArgumentException if `hex` is not a key; it is not in the message
  public static RunKey of(String hex) {
    try {
      var bytes = HexFormat.of().parseHex(hex);
      if (bytes.length == BYTES) {
        return new RunKey(bytes);
      }
    } catch (IllegalArgumentException _) {
      // Said below, without the text.
    }
    throw new IllegalArgumentException("not the key of a run: " + BYTES + " bytes in hex are expected");
  }

  /// The key in hex, for those who may have it.
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// What proves that whoever wrote `text` after a line with the seal `before` had this key.
  public String seal(String before, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      var whole = mac.doFinal((before + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(whole, SEAL_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /// Nothing of the key.
  @Override
  public String toString() {
    return "key of a run";
  }
}
