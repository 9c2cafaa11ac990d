package dev.restorebot.bot.slack.fake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A request to the app's own URL, signed as Slack does. Immutable; a test alters it on its way.
///
/// @param headers by lower-case name
public record SignedRequest(Map<String, String> headers, String body) {
  /// Copies the headers.
  public SignedRequest {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /// Signs `body` as sent at `at`.
  public static SignedRequest of(String contentType, String body, Instant at) {
    var unsigned = new SignedRequest(Map.of("content-type", contentType, "user-agent",
        "Slackbot 1.0 (+https://api.slack.com/robots)"), body);
    return unsigned.signed(at);
  }

  /// With the signature that it would have at `at`.
  public SignedRequest signed(Instant at) {
    var timestamp = Long.toString(at.getEpochSecond());
    return with("x-slack-request-timestamp", timestamp).with("x-slack-signature",
        "v0=" + code("v0:" + timestamp + ":" + body));
  }

  /// With another header, the signature as it was.
  public SignedRequest with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new SignedRequest(all, body);
  }

  /// Without a header.
  public SignedRequest without(String header) {
    var rest = new LinkedHashMap<>(headers);
    rest.remove(header);
    return new SignedRequest(rest, body);
  }

  /// With another body, the signature as it was.
  public SignedRequest withBody(String newBody) {
    return new SignedRequest(headers, newBody);
  }

  private static String code(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(FakeSlack.SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
