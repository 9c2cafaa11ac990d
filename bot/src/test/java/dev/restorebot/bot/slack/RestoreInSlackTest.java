package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.fake.FakeSlack;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A restore as people see it in Slack, against golden files: the channel as it reads, and as the JSON that Slack was sent.
@Execution(ExecutionMode.CONCURRENT)
class RestoreInSlackTest {
  @TempDir
  Path folder;

  @Test
  void restoresUndoesAndPurges() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25 --reason \"accounts are gone\"");
      world.clicks(BOB, "Approve");
      world.clicks(BOB, "Replace data");

      compare(world, "restore");
    }
  }

  /// What people decide about rights, and that one repository was backed up in the middle of a push, in the card and in the
  /// thread.
  @Test
  void restoresAKnotWithTheRightsThatItsBackupLacks() throws Exception {
    try (var world = SlackWorld.openKnot(folder)) {
      world.says(ALICE, "/restore knot latest-before 2026-02-25 --reason \"repositories are gone\"");
      world.clicks(BOB, "Approve");
      assertThat(world.having("Grant access").buttons()).containsExactly("Grant access", "Leave out");
      world.clicks(BOB, "Grant access");
      world.clicks(BOB, "Replace data");
      world.clicks(BOB, "Accept");

      compare(world, "restore-knot");
    }
  }

  private static void compare(SlackWorld world, String name) throws IOException {
    assertThat(world.slack().violations()).isEmpty();
    Golden.compare(name + ".transcript", world.transcript());
    Golden.compare(name + ".json", world.slack().json(FakeSlack.OPS));
  }
}
