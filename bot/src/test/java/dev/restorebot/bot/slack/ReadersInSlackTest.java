package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Ask;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.fake.Ephemeral;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.sqlite.SqliteAskBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Who may ask how services are, and what is recorded of it.
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ReadersInSlackTest {
  @TempDir
  Path folder;

  @Test
  void answersTheMembersOfTheChannelAndRecordsWhoAsked() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(STRANGER, "/restore history");
      assertThat(world.slack().messages(FakeSlack.OPS)).hasSize(1);

      world.slack().kick(FakeSlack.OPS, STRANGER);
      world.passes(Duration.ofSeconds(61));
      for (var question : List.of("/diagnose pds", "/restore list pds", "/restore history", "/restore status",
          "/restore pds")) {
        world.says(STRANGER, question);
      }
      world.says(ALICE, "/restore history pds");

      assertThat(world.slack().messages(FakeSlack.OPS)).as("alice's answer comes, and no other").hasSize(2);
      assertThat(world.slack().ephemerals(STRANGER)).extracting(Ephemeral::text)
          .filteredOn(text -> text.contains("may not ask how services are")).hasSize(5);
      try (var book = SqliteAskBook.open(world.sandbox().journal())) {
        assertThat(book.all()).extracting(Ask::by).extracting(Object::toString)
            .containsExactly("slack:" + STRANGER, "slack:" + STRANGER, "slack:" + STRANGER, "slack:" + STRANGER,
                "slack:" + STRANGER, "slack:" + STRANGER, "slack:" + ALICE);
        assertThat(book.all()).extracting(Ask::outcome).containsExactly(Ask.Outcome.ANSWERED, Ask.Outcome.REFUSED,
            Ask.Outcome.REFUSED, Ask.Outcome.REFUSED, Ask.Outcome.REFUSED, Ask.Outcome.REFUSED, Ask.Outcome.ANSWERED);
        assertThat(book.all()).extracting(Ask::where).containsOnly("slack:" + FakeSlack.OPS);
        assertThat(book.all().getLast().question()).isEqualTo("/restore history pds");
      }
    }
  }

  @Test
  void answersNobodyElseWhereReadersAreNamed() throws Exception {
    try (var world = SlackWorld.open(folder, policy -> readBy(Set.of(), policy))) {
      world.says(STRANGER, "/restore history");

      assertThat(world.slack().messages(FakeSlack.OPS)).isEmpty();
      assertThat(world.slack().ephemerals(STRANGER).getLast().text()).contains("Let an operator add you");
    }
  }

  private static Policy readBy(Set<String> readers, Policy policy) {
    return new Policy(policy.requesters(), policy.approvers(), policy.needed(), policy.ownRequest(),
        policy.expireAfter(),
        policy.glass(), readers);
  }
}
