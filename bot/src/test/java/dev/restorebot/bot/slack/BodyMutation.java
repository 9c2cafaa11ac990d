package dev.restorebot.bot.slack;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/// Changes what Slack sends as other versions of it, proxies, and whoever has got hold of its secret do: forms, JSON, encodings, and who is
/// said to have done what. A person whom this makes an approver is never exactly one. Confined to one thread.
record BodyMutation(Random random) {
  private static final Pattern VALUE = Pattern.compile("(?<=:)(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|\\d+|true|false|null)");
  private static final Pattern KEY = Pattern.compile("\"[a-z_]+\"(?=:)");
  private static final Pattern WHO = Pattern.compile("(?<=\"id\":|\"user_id\":)\"U0STRANGER\"|\"user\":\\{[^}]*}");
  /// Nearly bob.
  private static final List<String> NEARLY = List.of("\"u0bob\"", "\"U0BOB \"", "\" U0BOB\"", "\"U0BOB\\u0000\"",
      "\"U0BOB\\n\"", "\"\\u200bU0BOB\"",
      "\"slack:U0BOB\"", "\"U0BOB,U0STRANGER\"", "\"<@U0BOB>\"", "\"U0BOB|bob\"", "\"@bob\"", "\"bob\"", "\"W0BOB\"",
      "\"S0OPS\"",
      "\"slack-group:S0OPS\"", "[\"U0BOB\"]", "{\"id\":\"U0BOB\"}", "\"U0B\\u039fB\"", "\"*\"", "\"terminal:root\"");
  private static final List<String> VALUES =
      List.of("null", "true", "false", "\"\"", "0", "-1", "1e999", "9".repeat(400), "[]", "{}", "[null]", "[[]]",
          "\"\\u0000\"", "\"\\ud800\"", "\"\\u202eevil\"", "\"<!channel> <@U0BOB>\"", "\"C0OTHER\"", "\"T0OTHER\"",
          "\"view_submission\"", "\"block_actions\"",
          "\"block_suggestion\"", "\"view_closed\"", "\"message_action\"", "\"shortcut\"", "\"dialog_submission\"",
          "\"interactive_message\"",
          "\"event_callback\"", "\"url_verification\"", "\"app_rate_limited\"", "\"function_executed\"",
          "\"restorebot:confirm\"", "\"http://127.0.0.1:1/\"",
          "\"file:///etc/passwd\"", "\"not an address\"", "\"" + "x".repeat(200_000) + "\"", "[".repeat(3_000),
          "[".repeat(900) + "]".repeat(900),
          "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000), "\"{\\\"say\\\":\\\"/restore pds\\\"}\"",
          "\"{\\\"run\\\":\\\"r-aaaaaa\\\",\\\"gate\\\":\\\"start\\\"}\"",
          "NaN", "'single'", "/* a comment */ 1", "\"open");
  private static final List<String> TYPES =
      List.of("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16",
          "application/json", "application/json; charset=nothing", "text/plain", "multipart/form-data; boundary=x", "",
          "*", "application/x-www-form-urlencoded;;;");

  /// A request as it is sent.
  ///
  /// @param content a character for each byte of the body
  record Sent(String contentType, String content) {
    static Sent of(String contentType, String body) {
      return of(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Sent of(String contentType, byte[] body) {
      return new Sent(contentType, new String(body, StandardCharsets.ISO_8859_1));
    }

    byte[] body() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    private Sent with(String other) {
      return of(contentType, other);
    }
  }

  /// Something else than `right`.
  Sent of(Sent right) {
    var sent = right;
    for (var left = 1 + random.nextInt(2); left > 0; left--) {
      sent = switch (random.nextInt(10)) {
        case 0, 1, 2, 3, 4 -> inside(sent);
        case 5, 6, 7 ->
          sent.contentType().startsWith("application/x-www") ? sent.with(form(sent.text())) : inside(sent);
        case 8 -> Sent.of(any(TYPES), sent.body());
        default -> Sent.of(sent.contentType(), bytes(sent.body()));
      };
    }
    return sent;
  }

  private Sent inside(Sent sent) {
    var text = sent.text();
    if (text.startsWith("payload=")) {
      return sent.with("payload=" + encoded(json(decoded(text.substring("payload=".length())))));
    }
    return sent.with(text.startsWith("{") ? json(text) : form(text));
  }

  private String json(String text) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> replaced(text, VALUE, any(VALUES));
      case 3 -> replaced(text, VALUE, any(NEARLY));
      case 4 -> replaced(text, WHO, any(NEARLY));
      // Twice, of which one is bob.
      case 5 -> replaced(text, Pattern.compile("\"user\":\\{"),
          any(List.of("\"user\":{\"id\":\"U0BOB\"},\"user\":{", "\"user\":{\"id\":\"U0BOB\",")));
      case 6 ->
        replaced(text, Pattern.compile("\"username\":|\"channel\":\\{"), any(List.of("\"id\":\"U0BOB\",\"username\":",
            "\"user\":{\"id\":\"U0BOB\"},\"channel\":{")));
      case 7 ->
        replaced(text, KEY, any(List.of("\"other\"", "\"user\"", "\"actions\"", "\"\"", "\"USER\"", "\"view\"")));
      case 8 -> any(List.of("[", "{\"payload\":", "\uFEFF", "\0")) + text + any(List.of("", "]", "}", text, "x"));
      default -> any(VALUES);
    };
  }

  private String form(String text) {
    var fields = new ArrayList<>(List.of(text.split("&", -1)));
    var at = random.nextInt(fields.size());
    switch (random.nextInt(9)) {
      case 0 -> fields.remove(at);
      case 1 -> fields.add(random.nextInt(fields.size() + 1), fields.get(at).replaceAll("=.*", "="));
      case 2 -> fields.add(random.nextInt(fields.size() + 1),
          any(List.of("user_id=U0BOB", "payload=" + encoded("{\"type\":\"block_actions\",\"user\":{\"id\":\"U0BOB\"}}"),
              "payload=", "command=%2Frestore", "ssl_check=1", "text=pds", "token=x", "channel_id=C0OTHER",
              "user_id=")));
      case 3 -> fields.set(at,
          fields.get(at).replaceAll("=.*",
              "=" + any(List.of("%zz", "%", "%E2%28", "%00", "%F0%9F", "+", "=", "x".repeat(300_000),
                  "y".repeat(1_100_000), "%u0041", encoded("\u202e"), encoded("<!channel>"), encoded("`; rm -rf /"),
                  "U0B%4FB%20", "-1"))));
      case 4 -> fields.set(at, fields.get(at).toUpperCase(Locale.ROOT));
      case 5 -> fields.set(at, fields.get(at).replace("=", any(List.of("", "==", "[]=", ".id="))));
      case 6 -> Collections.shuffle(fields, random);
      case 7 -> {
        return String.join(any(List.of(";", "&&", "\r\n", "&amp;")), fields);
      }
      default -> {
        return any(List.of("", "&", "=", "payload", "payload=", "payload=null", "payload=%5B%5D", "payload={}",
            "payload=1", "command=", "x".repeat(5000)));
      }
    }
    return String.join("&", fields);
  }

  private byte[] bytes(byte[] body) {
    var changed = body.clone();
    if (changed.length == 0) {
      return changed;
    }
    return switch (random.nextInt(5)) {
      case 0 -> {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        yield changed;
      }
      case 1 -> Arrays.copyOf(changed, random.nextInt(changed.length));
      case 2 -> new String(changed, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 3 -> {
        changed[random.nextInt(changed.length)] = (byte) 0xFF;
        yield changed;
      }
      default -> {
        var twice = new ByteArrayOutputStream();
        twice.writeBytes(body);
        twice.writeBytes(body);
        yield twice.toByteArray();
      }
    };
  }

  private String replaced(String text, Pattern pattern, String by) {
    var found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    var one = any(found);
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
