package dev.restorebot.bot.slack.door;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What Slack signs its requests with. Shows itself to nobody; thread-safe.
public final class SigningSecret {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /// @param secret as Slack shows it to the app's owner; not kept
  public SigningSecret(char[] secret) {
    var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
    if (!bytes.hasRemaining()) {
      throw new IllegalArgumentException("the signing secret is empty");
    }
    this.key = new SecretKeySpec(bytes.array(), bytes.arrayOffset(), bytes.remaining(), ALGORITHM);
  }

  /// A new computation that is keyed with it.
  Mac mac() {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java cannot compute " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "the signing secret";
  }
}
