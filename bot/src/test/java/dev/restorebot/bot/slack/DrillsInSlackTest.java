package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A drill is a run with a card and a thread; one that fails is told in the channel too.
@Execution(ExecutionMode.CONCURRENT)
class DrillsInSlackTest {
  @TempDir
  Path folder;

  @Test
  void tellsEverybodyOfADrillThatFailed() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(STRANGER, "/restore drill pds");
      scene.says(ALICE, "/restore drill pds");
      scene.says(ALICE, "/restore drill pds at 20260224-020011 --reason is the one before it good?");
      scene.says(ALICE, "/restore history pds");

      assertThat(scene.slack().calls("chat.postMessage").stream()
          .filter(call -> "1".equals(call.argument("reply_broadcast"))).map(call -> call.argument("text")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("The drill failed: the snapshot 20260225-020012 cannot be restored");
      scene.compare("drill");
    }
  }
}
