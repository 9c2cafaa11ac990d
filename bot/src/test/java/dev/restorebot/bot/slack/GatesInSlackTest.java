package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.Scene.ANOTHER;
import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Gates where people say no, where it takes two, where nobody comes in time, and where a check has failed.
@Execution(ExecutionMode.CONCURRENT)
class GatesInSlackTest {
  private static final String ASKED = "/restore pds latest-before 2026-02-25";

  @TempDir
  Path folder;

  private static Policy twoPeople(Policy policy) {
    return new Policy(policy.requesters(), Set.of("slack:" + BOB, "slack:" + ANOTHER), Map.of(Gate.START, 2),
        policy.ownRequest(), policy.expireAfter());
  }

  @Test
  void somebodySaysNo() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, ASKED);
      scene.clicks(BOB, "Deny");
      scene.says(ALICE, ASKED);
      scene.clicks(ALICE, "Deny");
      scene.says(ALICE, ASKED);
      scene.clicks(ALICE, "Cancel");

      scene.compare("deny");
    }
  }

  @Test
  void theFirstOfTwoLeavesTheButtons() throws Exception {
    try (var scene = Scene.open(folder, GatesInSlackTest::twoPeople)) {
      scene.says(ALICE, ASKED);
      var gate = scene.world().having("Approve");
      scene.clicks(BOB, "Approve");
      scene.clicks(BOB, "Approve");
      assertThat(scene.slack().messages(gate.channel())).filteredOn(message -> message.ts().equals(gate.ts()))
          .singleElement().satisfies(message -> assertThat(message.buttons()).containsExactly("Approve", "Deny"));

      scene.clicks(ANOTHER, "Approve");
      scene.clicks(ANOTHER, gate, "Approve");
      scene.clicks(BOB, "Stop here");

      scene.compare("two-people");
    }
  }

  @Test
  void nobodyComesInTime() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, ASKED);
      scene.passes(Duration.ofMinutes(20));
      scene.passes(Duration.ofMinutes(7));
      scene.passes(Duration.ofMinutes(3));
      scene.clicks(SlackWorld.STRANGER, "Ask again");
      scene.clicks(ALICE, "Ask again");
      scene.clicks(BOB, "Approve");
      scene.passes(Duration.ofMinutes(31));
      scene.clicks(BOB, "Cancel");

      scene.compare("expiry");
    }
  }

  @Test
  void aCheckFails() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.happens("relay deaf");
      scene.says(ALICE, ASKED);
      scene.clicks(BOB, "Approve");
      scene.clicks(BOB, "Replace data");
      scene.clicks(ALICE, "Accept");
      scene.clicks(ALICE, "Retry");
      scene.clicks(BOB, "Accept");

      scene.compare("failed-check");
    }
  }
}
