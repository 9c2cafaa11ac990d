package dev.restorebot.bot.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
  private static final List<String> SCRAPS =
      List.of("<!channel>", "<@U0BOB>", "U0BOB", "*b*", "`/restore x`", ":smile:",
          "https://example.org", "\u202E", "\u2066", "\u200F", "\u200B", "\u0000", "\uD83D", "\uDE00", "\uD83D\uDE00",
          "e\u0301\u0302", "\u05E9\u05DC", "\n", "\r\n", "\t", "  ", "&", "<", ">", "Warning: ", "\"",
          "\uD83C\uDDE9\uD83C\uDDEA");

  private static final Set<Byte> HIDDEN = Set.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE);

  private final Blocks blocks = new Blocks(Said.PEOPLE);

  @ParameterizedTest
  @ValueSource(strings = {"<!channel>", "<!here>", "<@U0BOB>", "<#C0OPS>", "*bold*", "_it_", "~s~", "`/restore purge`",
      ":smile:", "https://example.org/?a=1&b=2", "U0BOB", "slack:U0BOB", "S0OPS", "> quoted", "```x```"})
  void somebodysOwnWordsStayText(String words) {
    var rendered =
        blocks.post(new Post(List.of("Asked by U0ALICE, because: " + words, "more (" + words + ")"), List.of(),
            List.of(words)));

    var sent = Wire.of(rendered.blocks());
    assertThat(Wire.shown(rendered)).contains("because: " + words).contains("more (" + words + ")");
    assertThat(Wire.all(sent, "user").stream().map(user -> user.path("user_id").asString())).containsExactly("U0ALICE");
    assertThat(sent.toString()).doesNotContain("mrkdwn", "usergroup", "\"link\"", "\"broadcast\"", "\"emoji\":true",
        "\"code\":true");
    assertThat(rendered.text()).doesNotContain("<", ">");
  }

  /// In names and errors from outside, nobody of whom is known here.
  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nWarning: b", "x\n  fixed", "<!channel>", "<!here|x>", "<!subteam^S0EVE>",
      "<@U0EVE>",
      "U0EVE", "slack:U0EVE", "<#C0EVE>", "*b* _i_ ~s~", "`code`", "```block```", "<http://x|y>", "https://example.org",
      ":smile:",
      "> quoted", "\u001b[2J", "\u009b1m", "\u0085", "\u2028", "\u202Etxt", "\u2066x\u2069", "\u200B", "[Approve]",
      "@here",
      "\uFEFF", "&lt;!channel&gt;", "mailto:a@example.org"})
  void namesAndErrorsStayTextOnALineOfTheirSentence(String text) {
    var rendered = blocks.post(new Post(List.of("headline", "Account " + text + " is lost.", "  " + text), List.of()));

    var sent = Wire.of(rendered.blocks());
    assertThat(sent.toString()).doesNotContain("mrkdwn", "\"user\"", "usergroup", "\"link\"", "\"broadcast\"",
        "\"channel\"",
        "\"emoji\":true", "\"code\":true", "\"bold\"");
    assertThat(Wire.texts(sent).stream().flatMap(String::lines)).hasSize(3).allSatisfy(HostileTextTest::assertVisible);
    assertThat(rendered.text()).doesNotContain("<", ">");
  }

  @Test
  void theNotificationIsEscapedAndShort() {
    var rendered = blocks.post(new Post(List.of("a & <!channel> " + "<".repeat(500)), List.of()));

    assertThat(rendered.text()).startsWith("a &amp; &lt;!channel&gt; &lt;").hasSizeLessThanOrEqualTo(300)
        .endsWith("&lt;…");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C,
      0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x180E, 0x0000, 0x0007, 0x001B, 0x007F, 0x0085, 0x2028, 0x2029,
      0xE0041, 0x3164})
  void whatCannotBeSeenIsWrittenOut(int character) {
    var sign = Character.toString(character);
    var rendered = blocks.post(new Post(List.of("a" + sign + "b", "c" + sign + "d"), List.of()));

    assertThat(Wire.shown(rendered)).contains(String.format("a[U+%04X]b", character), String.format("c[U+%04X]d",
        character)).doesNotContain(sign);
    assertThat(rendered.text()).doesNotContain(sign);
  }

  @Test
  void whatIsWrittenFromRightToLeftIsIsolated() {
    var words = "\u05E9\u05DC\u05D5\u05DD 123";
    var rendered = blocks.post(new Post(List.of("because: " + words + " [Approve]", "file \u05E9.sqlite  12 KiB"),
        List.of(), List.of(words)));

    assertThat(Wire.shown(rendered)).contains("because: \u2068" + words + "\u2069 [Approve]",
        "file \u2068\u05E9.sqlite\u2069  12 KiB");
  }

  @Test
  void halfAPairIsAQuestion() {
    assertThat(Visible.words("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(Visible.words("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void aLetterCarriesEightMarksAtMost() {
    assertThat(Visible.words("e" + "\u0301".repeat(50) + "x")).isEqualTo("e" + "\u0301".repeat(8) + "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D\uDE00", "e\u0301\u0302", "\uD83C\uDDE9\uD83C\uDDEA", "\u2068\u05E9\u05DC\u2069", "&",
      "ab"})
  void cuttingKeepsTogetherWhatBelongsTogether(String sign) {
    var text = sign.repeat(40);
    for (var limit = 4; limit < Limits.MEASURE.cost(text); limit++) {
      var cut = Limits.MEASURE.cut(text, limit);

      assertThat(Limits.MEASURE.cost(cut)).isLessThanOrEqualTo(limit);
      assertThat(cut).contains("…");
      assertThat(count(cut, '\u2068')).isEqualTo(count(cut, '\u2069'));
      var kept = cut.substring(0, cut.indexOf('…'));
      assertThat(sign.length() > 2 && !sign.startsWith("\u2068") && !kept.isEmpty() ? kept.length() % sign.length() : 0)
          .isZero();
    }
  }

  private static long count(String text, char sign) {
    return text.chars().filter(one -> one == sign).count();
  }

  @Test
  void tenThousandCharactersStayWithinTheLimits() {
    for (var sign : List.of("x", "<", "&", "U0BOB ", "\u202E", "\uD83D\uDE00", "e\u0301", "\n", "a\n", "  a\n")) {
      var words = sign.repeat(10_000 / sign.length());

      var rendered = blocks.post(new Post(List.of("Asked by U0ALICE (" + words + ")", words, "  " + words), List.of(),
          List.of(words)));

      Budget.assertKept(rendered);
    }
  }

  static List<Long> seeds() {
    return IntStream.range(0, 250).mapToObj(Long::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void limitsAreKeptWhateverIsSaid(long seed) {
    var random = new Random(seed);
    var lines = new ArrayList<String>();
    var count = random.nextInt(seed % 10 == 0 ? 400 : 12);
    for (var at = 0; at < count; at++) {
      lines.add(words(random, random.nextInt(seed % 7 == 0 ? 800 : 30)));
    }
    var quotes = random.nextBoolean() || lines.isEmpty() ? List.<String>of() : List.of(lines.getLast());
    var buttons = IntStream.range(0, random.nextInt(seed % 5 == 0 ? 300 : 4))
        .mapToObj(
            _ -> Said.say(words(random, random.nextInt(40)), words(random, random.nextInt(seed % 9 == 0 ? 400 : 20))))
        .toList();

    var rendered = blocks.post(new Post(lines, buttons, quotes));

    Budget.assertKept(lines.isEmpty() && buttons.isEmpty() ? blocks.post(Said.start()) : rendered);
    assertThat(Wire.texts(Wire.of(rendered.blocks()))).allSatisfy(HostileTextTest::assertVisible);
    rendered.overflow().ifPresent(overflow -> overflow.content().lines().forEach(HostileTextTest::assertVisible));
  }

  private static void assertVisible(String text) {
    assertThat(text.codePoints().filter(sign -> sign != '\n' && sign != 0x2068 && sign != 0x2069)
        .anyMatch(sign -> HIDDEN.contains((byte) Character.getType(sign)))).as(text).isFalse();
    assertThat(count(text, '\u2068')).isEqualTo(count(text, '\u2069'));
  }

  private static String words(Random random, int count) {
    var words = new StringBuilder();
    for (var at = 0; at < count; at++) {
      words.append(random.nextBoolean() ? SCRAPS.get(random.nextInt(SCRAPS.size())) : "word ");
    }
    return words.toString();
  }
}
