package dev.restorebot.bot.slack.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// Refuses what says the same thing twice, such as who pressed a button: Bolt takes the last without a word, and Slack never sends such a
/// thing. Pure, thread-safe.
final class Unambiguous {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String PAYLOAD = "payload";

  private Unambiguous() {}

  /// `body`, a form or JSON.
  ///
  /// @throws RuntimeException if a field is in it twice, or what should be JSON is none
  static String required(String body) {
    if (body.stripLeading().startsWith("{")) {
      STRICT.readTree(body);
      return body;
    }
    var names = new HashSet<String>();
    for (var field : body.split("&", -1)) {
      var parts = field.split("=", 2);
      var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
      if (!name.isEmpty() && !names.add(name)) {
        throw new IllegalArgumentException("a field is there twice");
      }
      if (name.equals(PAYLOAD) && parts.length > 1) {
        STRICT.readTree(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return body;
  }
}
