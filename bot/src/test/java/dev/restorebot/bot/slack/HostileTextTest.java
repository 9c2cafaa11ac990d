package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.fake.Ephemeral;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// What people write into commands and forms stays text, wherever it is shown: it mentions nobody, is no link, no command and no
/// look, and however long it is, messages keep Slack's limits.
@Execution(ExecutionMode.CONCURRENT)
class HostileTextTest {
  private static final List<String> REASONS = List.of(
      "<!channel> <!here> <!everyone> <!subteam^S0OPS> <@U0BOB> <#C0OPS>",
      "@bob @ops #ops, U0BOB said so, slack:U0BOB, S0OPS; C0OPS",
      "*bold* _it_ ~gone~ `code` `/restore purge r-b945d8` ```block``` > quoted & &amp; &lt;!channel&gt;",
      ":smile: https://example.org/?a=1&b=2 <https://example.org|click here> mailto:a@example.org",
      "right\u202Eto left\u202C \u2066isolated\u2069 \u200F\u05E9\u05DC\u05D5\u05DD",
      "null \0 byte, bell \7, half a pair \uD83D, the other half \uDE00, whole \uD83D\uDE00",
      "x".repeat(10_000),
      "<!channel> U0BOB ".repeat(600));

  /// What is there only to be seen as more than text.
  private static final Set<String> MORE_THAN_TEXT =
      Set.of("usergroup", "link", "broadcast", "emoji", "channel", "mrkdwn", "date");

  @TempDir
  Path folder;

  private static Policy glass(Policy policy) {
    return new Policy(policy.requesters(), policy.approvers(), Map.of(Gate.START, 2), policy.ownRequest(),
        policy.expireAfter(), Duration.ofMinutes(10));
  }

  @Test
  void staysText() throws Exception {
    try (var scene = Scene.open(folder, HostileTextTest::glass)) {
      for (var reason : REASONS) {
        scene.says(ALICE, "/restore pds latest-before 2026-02-25 --dry-run --reason \"" + reason + "\"");
      }
      assertThat(elements(scene)).noneMatch(each -> MORE_THAN_TEXT.contains(each.path("type").asString("")))
          .noneMatch(each -> BOB.equals(each.path("user_id").asString("")));
      for (var word : List.of("<!channel>", "*bold*", "@bob <@U0BOB>", "U0BOB", ":smile:", "`/restore purge`")) {
        scene.says(ALICE, "/restore " + word);
        scene.says(ALICE, "/restore pds at " + word);
        scene.says(ALICE, "/restore show " + word);
      }
      assertThat(elements(scene)).noneMatch(each -> MORE_THAN_TEXT.contains(each.path("type").asString("")))
          .noneMatch(each -> BOB.equals(each.path("user_id").asString("")));

      scene.says(ALICE, "/restore pds latest-before 2026-02-25 --reason \"" + REASONS.getFirst() + "\"");
      scene.clicks(BOB, "Break glass");
      scene.submits(BOB, Map.of("reason/reason", String.join(" ", REASONS.subList(1, 6))));
      scene.clicks(ALICE, "Deny");

      assertThat(scene.slack().messages(FakeSlack.OPS)).extracting(Message::text)
          .noneMatch(text -> text.contains("<") || text.contains(">"));
      scene.compare("hostile-text");
    }
  }

  /// Every object in whatever anybody was shown.
  private static List<JsonNode> elements(Scene scene) {
    return Stream.concat(scene.slack().messages(FakeSlack.OPS).stream().map(Message::blocks),
        scene.whispers().stream().map(Ephemeral::blocks)).flatMap(HostileTextTest::below).toList();
  }

  private static Stream<JsonNode> below(JsonNode node) {
    return Stream.concat(Stream.of(node).filter(JsonNode::isObject),
        node.valueStream().flatMap(HostileTextTest::below));
  }
}
