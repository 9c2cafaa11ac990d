package dev.restorebot.text;

import java.util.List;
import java.util.Random;

/// What handles, repository names, object keys, error texts and display names may be when somebody means harm.
public final class HostileTexts {
  /// Each does harm of its own kind where it is shown as it is.
  public static final List<String> ALL =
      List.of("a\nb", "a\r\nrestorebot: done", "a\rb", "x\n    [Approve]", "[Approve]",
          "  [Replace data]", "x          [Approve]  [Deny]", "［Approve］", "【Approve】", "\u001b[2J\u001b[H",
          "\u001b]0;title\u0007",
          "\u009b31mred", "\u0085next", "\u2028line", "\u2029paragraph", "\u000b\u000c", "\u0000", "\u007f\b\b\b",
          "abc\u202Efdp.exe",
          "\u2066isolate\u2069", "\u200Fmark\u200E", "\u061C", "zero\u200Bwidth\u200C\u200D\u2060", "\uFEFFbom",
          "soft\u00ADhyphen",
          "tag\uDB40\uDC41", "half \uD83D pair", "\u05E9\u05DC\u05D5\u05DD 12", "e" + "\u0301".repeat(60),
          "\u3164\u115F", "\t\t tab",
          "<!channel>", "<!here|here>", "<!subteam^S0OPS>", "<@U0EVE>", "<#C0OPS>", "*bold* _it_ ~gone~",
          "`code` ```block```",
          "<http://x|y>", "https://example.org/?a&b", ":smile:", "> quoted", "&lt;!channel&gt;",
          "no\u00A0break\u2003[Approve]",
          "x".repeat(20_000), "word ".repeat(3000) + "[Approve]");

  private HostileTexts() {}

  /// A few of them in a row.
  public static String some(Random random) {
    var some = new StringBuilder();
    for (var count = random.nextInt(4); count >= 0; count--) {
      some.append(random.nextBoolean() ? " " : "").append(ALL.get(random.nextInt(ALL.size())));
    }
    return some.toString();
  }
}
