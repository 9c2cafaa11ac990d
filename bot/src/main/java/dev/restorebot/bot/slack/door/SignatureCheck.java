package dev.restorebot.bot.slack.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Whether an HTTP request is Slack's own and of these minutes. Thread-safe; takes as long for a wrong signature as for a
/// right one.
public final class SignatureCheck {
  private static final Pattern TIME = Pattern.compile("[0-9]{1,11}");
  private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");
  private static final Duration LENIENCY = Duration.ofMinutes(5);

  private final SigningSecret secret;
  private final InstantSource time;

  /// @param time the bot's clock; a request is refused if its own is five minutes away, before or after
  public SignatureCheck(SigningSecret secret, InstantSource time) {
    this.secret = secret;
    this.time = time;
  }

  /// True if `body` was signed with the secret, and lately. Each header must be there exactly once.
  ///
  /// @param times the values of `X-Slack-Request-Timestamp`
  /// @param signatures the values of `X-Slack-Signature`
  boolean holds(List<String> times, List<String> signatures, byte[] body) {
    if (!mayHold(times, signatures)) {
      return false;
    }
    var at = times.getFirst();
    var signature = signatures.getFirst();
    return MessageDigest.isEqual(HexFormat.of().parseHex(signature, 3, signature.length()), expected(at, body));
  }

  /// False if no body can make it true: a header is missing, there twice or malformed, or the time is not of these minutes.
  boolean mayHold(List<String> times, List<String> signatures) {
    return times.size() == 1 && signatures.size() == 1 && TIME.matcher(times.getFirst()).matches()
        && SIGNATURE.matcher(signatures.getFirst()).matches() && isOfTheseMinutes(times.getFirst());
  }

  private boolean isOfTheseMinutes(String at) {
    var apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(at)), time.instant()).abs();
    return apart.compareTo(LENIENCY) <= 0;
  }

  private byte[] expected(String at, byte[] body) {
    var mac = secret.mac();
    mac.update(("v0:" + at + ":").getBytes(StandardCharsets.US_ASCII));
    return mac.doFinal(body);
  }
}
