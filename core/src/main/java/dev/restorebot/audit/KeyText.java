package dev.restorebot.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// How keys are written: as PEM, or as what stands between its two lines.
final class KeyText {
  static final String ALGORITHM = "Ed25519";

  private static final Pattern ARMOUR = Pattern.compile("-----(BEGIN|END) (PRIVATE|PUBLIC) KEY-----");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LINE = 64;

  private KeyText() {}

  /// The bytes that `text` stands for.
  ///
  /// @throws IllegalArgumentException if it is neither PEM nor base64; the text may be part of the message, so nobody is shown it
  static byte[] bytes(String text) {
    return Base64.getDecoder().decode(SPACE.matcher(ARMOUR.matcher(text).replaceAll("")).replaceAll(""));
  }

  /// @param kind `PRIVATE` or `PUBLIC`
  static String pem(String kind, byte[] bytes) {
    var body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + kind + " KEY-----\n" + body + "\n-----END " + kind + " KEY-----\n";
  }
}
