package dev.restorebot.bot.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Changes a configuration as typing errors, editors, templates and people of bad will do: bytes, lines, values, and what YAML
/// can say and nobody expects. Confined to one thread.
final class Mutation {
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^\\s,{}\\[\\]#]+|(?<=: )\"[^\"\n]*\"");
  private static final Pattern KEY = Pattern.compile("(?<!\\w)[A-Za-z]\\w*+(?=:)");
  /// What stands in the place of a value.
  private static final List<String> VALUES = List.of("", "\"\"", "' '", "~", "null", "true", "no", "0", "-1", "1",
      "2147483648",
      "99999999999999999999999999", "1.5", ".nan", "-.inf", "1e999", "0x10", "0o17", "1_000", "[]", "{}", "[null]",
      "[[]]",
      "{ a: b }", "- a", "*nowhere", "*here", "&here x", "!!binary aGVsbG8=", "!!int seven", "!!timestamp 2026-01-01",
      "!!java.net.URL [http://127.0.0.1]", "!local x", "? a", "|", ">", "@", "%", "`", "\"\\0\"", "\"\\u202Eevil\"",
      "\"\\x1b[2J\"", "\"a\\nb\"", "ftp://example.org/", "file:///etc/passwd", "http:", "https://", "https:///x",
      "HTTP://EXAMPLE.ORG", "https://user:secret@example.org", "https://example.org:99999", "https://example.org?a=b",
      "https://exa mple.org", "mailto:a@example.org", "urn:x", "//example.org", "https://[::1]:8080", "https://a_b",
      "99999999999999999999h", "999999999999h", "-5m", "0s", "1h-2h", "P1D", "1d", "0.000000001s", "∞", "0 0 30 2 *",
      "\"0 0 30 2 *\"", "\"* * * * * *\"", "\"@reboot\"", "\"99 * * * *\"", "\"*/0 * * * *\"",
      "\"0-99999999999 * * * *\"",
      "\"1000000000:0\"", "\"1000:1000:1000\"", "\"-1:-1\"", "..", "/", ".", "./account.sqlite", "account.sqlite",
      "account.sqlite-wal", "account.sqlite/x", "repositories", "repositories/x.db", ".restorebot/x", "a/../b", "a//b",
      "\"{timestamp}\"", "\"{timestamp}{timestamp}\"", "\"\\\\\"", "deployment/", "/", "statefulset/a/b", "start",
      "history",
      "slack:", "@", "sandbox:alice");

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  /// `text` with one to three changes.
  byte[] of(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var left = 1 + random.nextInt(3); left > 0; left--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    return switch (random.nextInt(16)) {
      case 0 -> flipped(bytes);
      case 1 -> inserted(bytes);
      case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 3, 4, 5, 6 -> replaced(bytes, VALUE, VALUES.get(random.nextInt(VALUES.size())));
      case 7 -> replaced(bytes, KEY, VALUES.get(random.nextInt(VALUES.size())));
      case 8 -> replaced(bytes, KEY, key(bytes));
      case 9, 10, 11 -> lines(bytes);
      case 12 -> text(bytes).replace("\n", random.nextBoolean() ? "\r\n" : "\r").getBytes(StandardCharsets.UTF_8);
      case 13 -> joined(new byte[]{(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, bytes);
      case 14 -> replaced(bytes, VALUE, large());
      default -> joined(bytes, laughter().getBytes(StandardCharsets.UTF_8));
    };
  }

  private byte[] flipped(byte[] bytes) {
    var changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private byte[] inserted(byte[] bytes) {
    var odd = List.of("\0", "\t", "\u0085", "\u2028", "\uFEFF", "\u200B", "\u0007", "---\n", "...\n", "%YAML 9.9\n",
        "#", "'", "\"",
        "{", "[", "}", "]", ": ", "- ", "? ", "<<: *here\n", "&here ", "\n\n", "  ", "🦝");
    var at = random.nextInt(bytes.length + 1);
    var what = odd.get(random.nextInt(odd.size())).getBytes(StandardCharsets.UTF_8);
    return joined(joined(Arrays.copyOf(bytes, at), what), Arrays.copyOfRange(bytes, at, bytes.length));
  }

  /// One of what `pattern` finds becomes `by`.
  private byte[] replaced(byte[] bytes, Pattern pattern, String by) {
    var text = text(bytes);
    var found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return bytes;
    }
    var one = found.get(random.nextInt(found.size()));
    return (text.substring(0, one.start()) + by + text.substring(one.end())).getBytes(StandardCharsets.UTF_8);
  }

  private String key(byte[] bytes) {
    var keys = KEY.matcher(text(bytes)).results().toList();
    return keys.isEmpty() ? "key" : keys.get(random.nextInt(keys.size())).group();
  }

  /// A line doubled, gone, moved, or with another indentation.
  private byte[] lines(byte[] bytes) {
    var lines = new ArrayList<>(text(bytes).lines().toList());
    if (lines.isEmpty()) {
      return bytes;
    }
    var at = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      case 1 -> lines.remove(at);
      case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
      case 3 -> lines.set(at, (random.nextBoolean() ? "  " : "\t") + lines.get(at));
      default -> lines.set(at, lines.get(at).stripLeading());
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private String large() {
    return switch (random.nextInt(5)) {
      case 0 -> "x".repeat(200_000);
      case 1 -> "9".repeat(20_000);
      case 2 -> "[".repeat(20_000);
      case 3 -> "{a: ".repeat(2_000);
      default -> "[".repeat(400) + "]".repeat(400);
    };
  }

  /// Ten aliases of ten aliases of ten.
  private static String laughter() {
    var text = new StringBuilder("\na0: &a0 [ha]\n");
    for (var i = 1; i < 12; i++) {
      text.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    return text.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
