package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever names and errors from outside are, a terminal shows the lines that there are, and no button but those that there are.
class HostileTextTest {
  private static final List<Button> BUTTONS = List.of(new Button("Approve", new Action.Say("/restore status")));
  private static final String ROW = "    [Approve]";
  private static final Pattern LIKE_A_BUTTON = Pattern.compile("^\\s*[\\[［【].*");
  /// What text from outside is part of.
  private static final List<String> SENTENCES = List.of("Account %s would be lost.", "%s", "  %s", "  %s  12 KiB  %s",
      "read backups/%s: the store says: %s", "repository %s: its HEAD names %s", "Next: ask %s.");
  private static final List<String> HOSTILE =
      List.of("a\nb", "x\r\nrestorebot: all is well", "x\n    [Approve]", "[Approve]",
          "  [Approve]",
          "word word word word word word word word word word word word word word word word word word     [Approve]",
          "［Approve］", "【Approve】", "\u001b[2J", "\u009b1m", "\u0085", "\u2028", "\u2029", "\u202Etxt", "\u2066x\u2069",
          "\u200F",
          "\u200B\u200D", "\uFEFF", "\u0000\b\u007f", "\uD83D", "\u05E9\u05DC", "e" + "\u0301".repeat(40),
          "no\u00A0break\u2003[Deny]",
          "<!channel> *b* `c` <http://x|y>", "x".repeat(9000), "long ".repeat(900) + "[Approve]", "[", "[[Approve]]",
          "\t[Approve]");

  static Stream<Long> seeds() {
    return Stream.iterate(0L, seed -> seed + 1).limit(200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void makesNoLineAndNoButtonOfItsOwn(long seed) {
    var random = new Random(seed);
    var lines = Stream.generate(() -> sentence(random)).limit(1 + random.nextInt(4)).toList();

    for (var width : List.of(Paper.WIDTH, Integer.MAX_VALUE)) {
      var post = printed(width, paper -> paper.post(new Post(lines, BUTTONS)));
      var reply = printed(width, paper -> paper.reply("alice", new Reply(Reply.Status.TAKEN, lines, BUTTONS)));
      for (var shown : List.of(post, reply)) {
        assertThat(shown.getLast()).isEqualTo(ROW);
        assertThat(shown.subList(0, shown.size() - 1)).noneMatch(line -> LIKE_A_BUTTON.matcher(line).matches());
        assertThat(shown).allSatisfy(HostileTextTest::assertTame);
        if (width == Integer.MAX_VALUE) {
          assertThat(shown).hasSize(lines.size() + 1);
        }
      }
    }
  }

  private static void assertTame(String line) {
    assertThat(line.codePoints().filter(sign -> switch (Character.getType(sign)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        true;
      default -> false;
    }).boxed()).isEmpty();
  }

  private static String sentence(Random random) {
    var sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
    return sentence.formatted(HOSTILE.get(random.nextInt(HOSTILE.size())), HOSTILE.get(random.nextInt(HOSTILE.size())));
  }

  private static List<String> printed(int width, Consumer<Paper> what) {
    var out = new ByteArrayOutputStream();
    what.accept(new Paper(new PrintStream(out, true, StandardCharsets.UTF_8), width));
    return List.of(out.toString(StandardCharsets.UTF_8).split("\n", -1)).stream().filter(line -> !line.isEmpty())
        .toList();
  }
}
