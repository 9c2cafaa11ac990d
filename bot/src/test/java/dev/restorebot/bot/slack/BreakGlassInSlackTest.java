package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.Scene.ANOTHER;
import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// One approver passes a gate of two alone: with a reason, told to the whole channel, after a while in which others stop it.
@Execution(ExecutionMode.CONCURRENT)
class BreakGlassInSlackTest {
  @TempDir
  Path folder;

  private static Policy glass(Policy policy) {
    return new Policy(policy.requesters(), Set.of("slack:" + BOB, "slack:" + ANOTHER), Map.of(Gate.START, 2),
        policy.ownRequest(), policy.expireAfter(), Duration.ofMinutes(10));
  }

  @Test
  void isStoppedOnceAndPassedOnce() throws Exception {
    try (var scene = Scene.open(folder, BreakGlassInSlackTest::glass)) {
      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      scene.clicks(STRANGER, "Break glass");
      scene.submits(STRANGER, Map.of("reason/reason", "I would like to see what happens"));
      scene.clicks(BOB, "Break glass");
      scene.closesForm(BOB);
      scene.clicks(BOB, "Break glass");
      scene.submits(BOB, Map.of("reason/reason", "now!              "));
      scene.submits(BOB, Map.of("reason/reason", "nobody answers & <!channel> is asleep"));
      assertThat(scene.world().having("Deny").plain()).contains("BREAKS GLASS");
      assertThat(announced(scene, "BREAKS GLASS")).isEqualTo("1");
      scene.passes(Duration.ofMinutes(5));
      scene.clicks(ALICE, "Deny");

      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      scene.clicks(BOB, "Break glass");
      scene.submits(BOB, Map.of("reason/reason", "still nobody, and everybody is locked out"));
      scene.clicks(ANOTHER, "Break glass");
      scene.submits(ANOTHER, Map.of("reason/reason", "I am alone here as well, I think"));
      scene.passes(Duration.ofMinutes(10));
      assertThat(scene.slack().messages(FakeSlack.OPS)).filteredOn(message -> message.plain().contains("GLASS BROKEN"))
          .hasSize(1);
      assertThat(announced(scene, "GLASS BROKEN")).isEqualTo("1");
      scene.clicks(BOB, "Stop here");

      assertThat(scene.slack().messages(FakeSlack.OPS)).allSatisfy(message -> assertThat(message.buttons()).isEmpty());
      scene.compare("break-glass");
    }
  }

  /// Whether the message of the thread that says `words` was shown in the channel, too.
  private static String announced(Scene scene, String words) {
    return scene.slack().calls("chat.postMessage").stream().filter(call -> call.argument("blocks").contains(words))
        .reduce((_, newer) -> newer).orElseThrow().argument("reply_broadcast");
  }
}
