package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.Scene.ANOTHER;
import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;

import dev.restorebot.approval.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Approvers who are approvers only through a group: a user group by id or by handle, or the members of a channel. Who leaves
/// it is no approver a minute later, and while Slack does not tell who is in it, nobody is.
@Execution(ExecutionMode.CONCURRENT)
class GroupsInSlackTest {
  @TempDir
  Path folder;

  private static Policy only(String group, Policy policy) {
    return new Policy(policy.requesters(), Set.of(group), policy.needed(), policy.ownRequest(), policy.expireAfter());
  }

  @ParameterizedTest
  @CsvSource({"slack-group:S0OPS, usergroups.users.list, group", "@ops, usergroups.list, handle",
      "slack-channel:C0SENIOR, conversations.members, channel"})
  void approvesThroughAGroup(String group, String asked, String name) throws Exception {
    try (var scene = Scene.open(folder, policy -> only(group, policy))) {
      scene.slack().channel("C0SENIOR", "senior", BOB, ANOTHER, "U0BOT");
      scene.slack().group("S0OPS", "ops", BOB, ANOTHER);
      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      scene.clicks(STRANGER, "Approve");

      scene.passes(Duration.ofSeconds(61));
      scene.slack().fail(asked, "plan_upgrade_required", 1);
      scene.clicks(BOB, "Approve");
      scene.slack().fail(asked, "internal_error", 1);
      scene.clicks(BOB, "Approve");
      scene.slack().answer500(1);
      scene.clicks(BOB, "Approve");
      scene.slack().rateLimit(asked, Duration.ofSeconds(30), 1);
      scene.clicks(BOB, "Approve");
      scene.slack().removeScope("channels:read");
      scene.slack().removeScope("usergroups:read");
      scene.clicks(BOB, "Approve");
      giveBack(scene);

      scene.clicks(BOB, "Approve");
      scene.slack().group("S0OPS", "ops", ANOTHER);
      scene.slack().kick("C0SENIOR", BOB);
      scene.note("-- bob leaves the group");
      scene.passes(Duration.ofSeconds(60));
      scene.clicks(BOB, "Replace data");
      scene.clicks(ANOTHER, "Stop here");

      scene.compare("approves-through-" + name);
    }
  }

  /// A guest, an account that is switched off, and an app are in the group, and count as nobody.
  @Test
  void countsFullMembersOnly() throws Exception {
    try (var scene = Scene.open(folder, policy -> only("slack-channel:C0SENIOR", policy))) {
      scene.slack().channel("C0SENIOR", "senior", BOB, ANOTHER, "U0BOT");
      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      scene.slack().removeScope("users:read");
      scene.note("-- the app was installed without users:read");
      scene.clicks(BOB, "Approve");
      scene.slack().addScope("users:read");
      scene.slack().guest(BOB);
      scene.note("-- bob is a guest");
      scene.clicks(BOB, "Approve");
      scene.slack().deactivate(ANOTHER);
      scene.note("-- the account of another is deactivated");
      scene.clicks(ANOTHER, "Approve");

      scene.compare("full-members-only");
    }
  }

  private static void giveBack(Scene scene) {
    scene.slack().addScope("channels:read");
    scene.slack().addScope("usergroups:read");
  }
}
