package dev.restorebot.xrpc;

import dev.restorebot.xrpc.Saying.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Changes an answer as programs of other versions, proxies, broken lines and people of bad will do. Confined to one thread.
record AnswerMutation(Random random) {
  private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"(?!:)|\\d+");
  private static final Pattern KEY = Pattern.compile("\"[^\"]*\"(?=:)");
  private static final List<String> VALUES =
      List.of("null", "true", "false", "\"\"", "\" \"", "0", "-1", "9042.5", "9e3", "1e999",
          "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808", "9".repeat(2000),
          "\"9042\"", "[]", "{}",
          "[null]", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202eevil\"", "\"active\"", "\"idle\"", "\"Active\"", "NaN",
          "undefined", "'x'", "/* x */ 1",
          "\"" + "x".repeat(100_000) + "\"", "\"did:plc:other\"", "\"other.example\"", "\"pds.example.\"",
          "[".repeat(5000), "[".repeat(400) + "]".repeat(400),
          "{\"a\":".repeat(800) + "1" + "}".repeat(800));
  private static final List<String> STATUSES =
      List.of("201 Created", "204 No Content", "206 Partial Content", "301 Moved Permanently",
          "302 Found", "307 Temporary Redirect", "400 Bad Request", "401 Unauthorized", "404 Not Found",
          "429 Too Many Requests",
          "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "999 What", "099 What", "2 OK", "",
          "twohundred OK", "100 Continue",
          "101 Switching Protocols", "103 Early Hints", "-200 OK", "200");
  private static final List<String> HEADERS =
      List.of("", "content-type: text/html\r\n", "content-type: \0\r\n", "location: /elsewhere\r\n",
          "location: http://127.0.0.1:1/\r\n", "content-encoding: gzip\r\n", "content-encoding: x\r\n", "no header\r\n",
          ": nothing\r\n", "x: \r\n y\r\n",
          "retry-after: 99999999\r\n", "set-cookie: " + "a".repeat(20_000) + "\r\n", "transfer-encoding: gzip\r\n",
          "upgrade: h2c\r\n",
          "content-length: -1\r\n", "content-length: 99999999999999999999\r\n", "content-length: 5\r\n");

  /// Something else than `right`, mostly.
  Saying of(Saying right) {
    var said = right;
    for (var left = 1 + random.nextInt(2); left > 0; left--) {
      said = switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> said.with(json(said.body()));
        case 5, 6 -> said.with(bytes(said.body()));
        case 7, 8 -> said.with(any(STATUSES), any(HEADERS));
        case 9 -> said.with(said.status(), any(HEADERS));
        default -> said.with(any(List.of(Framing.values())));
      };
    }
    return said;
  }

  private byte[] json(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    return (switch (random.nextInt(8)) {
      case 0, 1, 2 -> replaced(text, VALUE, any(VALUES));
      case 3 ->
        replaced(text, KEY, any(List.of("\"other\"", "\"error\"", "\"seq\"", "\"DID\"", "\"\"", "did", "\"repos\"")));
      case 4 -> replaced(text, KEY, "\"more\":" + any(VALUES) + ",");
      case 5 -> replaced(text, VALUE,
          any(VALUES) + ",\"" + any(List.of("did", "handle", "version", "seq", "status", "hostname", "cursor"))
              + "\":" + any(VALUES));
      case 6 -> any(List.of("[", "{\"data\":", "\uFEFF", "\n\n", ")]}',\n", "<!--")) + text
          + any(List.of("", "]", "}", "{}", "<html>", "\0", ","));
      default -> any(VALUES);
    }).getBytes(StandardCharsets.UTF_8);
  }

  private String replaced(String text, Pattern pattern, String by) {
    var found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    var one = any(found);
    // What only begins with a comma goes before what is there.
    return by.endsWith(",")
        ? text.substring(0, one.start()) + by + text.substring(one.start())
        : text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private byte[] bytes(byte[] body) {
    var changed = body.clone();
    if (changed.length == 0) {
      return changed;
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        yield changed;
      }
      case 2 -> Arrays.copyOf(changed, random.nextInt(changed.length));
      case 3 -> new String(changed, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16BE);
      case 4 -> new byte[0];
      default -> {
        var twice = new ByteArrayOutputStream();
        twice.writeBytes(body);
        twice.writeBytes(body);
        yield twice.toByteArray();
      }
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
