package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.fake.FakeSlack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What comes after a restore: it is undone at a click, and what was kept aside is deleted after a form was filled in.
@Execution(ExecutionMode.CONCURRENT)
class UndoAndPurgeInSlackTest {
  @TempDir
  Path folder;

  @Test
  void undoesAndThenPurges() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      scene.clicks(BOB, "Approve");
      scene.clicks(BOB, "Replace data");
      scene.clicks(ALICE, "Undo");
      scene.clicks(ALICE, "Keep");
      scene.clicks(ALICE, "Undo");
      scene.passes(Duration.ofMinutes(31));
      scene.clicks(ALICE, "Undo");
      scene.clicks(ALICE, "Undo");
      scene.clicks(BOB, "Undo");

      scene.clicks(ALICE, "Purge");
      var gate = scene.world().having("Keep");
      scene.clicks(BOB, "Purge");
      scene.submits(BOB, Map.of("confirm/confirm", "psd", "reason/reason", " "));
      scene.closesForm(BOB);
      assertThat(scene.world().having("Keep").ts()).isEqualTo(gate.ts());
      scene.clicks(ALICE, "Purge");
      scene.submits(ALICE, Map.of("confirm/confirm", "pds", "reason/reason", "I asked for it"));
      scene.clicks(BOB, "Purge");
      scene.submits(BOB, Map.of("confirm/confirm", "pds", "reason/reason", "the old data is not needed"));
      scene.clicks(BOB, gate, "Purge");

      assertThat(scene.slack().messages(FakeSlack.OPS).getFirst().plain()).contains("State: over");
      scene.compare("undo-and-purge");
    }
  }
}
