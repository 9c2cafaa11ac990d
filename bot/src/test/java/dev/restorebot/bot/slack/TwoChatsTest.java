package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.chat.ChatClocks;
import dev.restorebot.bot.chat.FirstAnswer;
import dev.restorebot.bot.chat.Question;
import dev.restorebot.bot.chat.ToyChat;
import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Slack and another chat beside one another, on one engine: Slack mirrors, and the other shows what is asked for there.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TwoChatsTest {
  @TempDir
  private Path folder;

  private @Nullable ToyChat toy;

  private SlackWorld open(boolean toyMirrors) throws Exception {
    return SlackWorld.open(folder, TwoChatsTest::rules, parts(toyMirrors));
  }

  private Parts parts(boolean toyMirrors) {
    return Parts.beside((told, pace) -> {
      toy = new ToyChat(pace, Set.of("carol"));
      return toy.setup(toyMirrors, new ChatClocks(told, pace, pace));
    });
  }

  /// Beside those of Slack: alice may ask in the toy chat, and its crew may approve.
  private static Policy rules(Policy slack) {
    return new Policy(Set.of("slack:" + ALICE, "toy:alice"), Set.of("slack:" + BOB, "toy:bob", "toy-group:crew"),
        slack.needed(), slack.ownRequest(), slack.expireAfter(), Duration.ofMinutes(10));
  }

  private ToyChat toy() {
    return Objects.requireNonNull(toy);
  }

  @Test
  void whatIsAskedForInOneIsApprovedInTheOtherAndBothThreadsAreComplete() throws Exception {
    try (var world = open(true)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25 --reason \"accounts are gone\"");
      assertThat(toy().presses("bob", "Approve")).isInstanceOf(FirstAnswer.Taken.class);
      world.settle();
      world.clicks(BOB, "Replace data");

      assertThat(world.slack().violations()).isEmpty();
      Golden.compare("two-chats.transcript", "In Slack\n" + world.transcript() + "\nIn the toy chat\n"
          + toy().transcript());
    }
  }

  @Test
  void whatIsAskedForInTheOtherIsShownWhereItIsMirroredAndKnowsGroupsOfItsOwn() throws Exception {
    try (var world = open(false)) {
      assertThat(toy().says("alice", "/restore pds latest-before 2026-02-25"))
          .singleElement().asString().startsWith("Understood: restore pds from the newest snapshot");
      world.settle();
      toy().presses("carol", "Approve");
      world.settle();
      world.clicks(BOB, "Replace data");

      assertThat(world.bot().wiring().engine().ledger().runs()).singleElement().extracting(Run::state)
          .isInstanceOf(RunState.Over.class);
      assertThat(toy().transcript()).contains("carol chose [Approve]").contains("U0BOB chose [Replace data]");
      assertThat(world.transcript()).contains("carol chose [Approve]").contains("Done: pds is restored");
    }
  }

  @Test
  void aChatThatDoesNotMirrorShowsWhatIsAskedForThereAndWhatIsAskedForInNone() throws Exception {
    try (var world = open(false)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25 --dry-run");
      assertThat(toy().transcript()).isEmpty();

      world.bot().wiring().desk().say(new Person("slack:" + ALICE), "terminal",
          "/restore drill pds latest");
      world.settle();

      assertThat(toy().transcript()).contains("Drill");
      assertThat(world.transcript()).contains("Drill");
    }
  }

  @Test
  void aFormIsTheFirstAnswerWhereItCanBeNothingElse() throws Exception {
    try (var world = open(true)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25");
      world.clicks(BOB, "Approve");
      world.clicks(BOB, "Replace data");
      toy().presses("alice", "Purge");
      world.settle();

      var purge = toy().action("Purge");
      var answer = toy().presses("bob", purge);

      assertThat(answer).isInstanceOf(FirstAnswer.Shown.class);
      var form = ((FirstAnswer.Shown) answer).form();
      assertThat(form.question()).isEqualTo(Question.CONFIRM);
      assertThat(form.what().lines()).anyMatch(line -> line.contains("deletes for good"));
      assertThat(toy().submits("bob", form, "psd", "")).containsOnlyKeys("confirm", "reason");
      assertThat(toy().submits("bob", form, "pds", "the old data is not needed")).isEmpty();
      world.settle();
      assertThat(world.transcript()).contains("bob chose [Purge]");

      // What the button decides is decided by now: that is said, and no form is shown.
      assertThat(toy().presses("carol", purge)).isInstanceOfSatisfying(FirstAnswer.Told.class,
          told -> assertThat(told.reply().lines()).first().asString().contains("counts for nothing"));
    }
  }

  @Test
  void whoMayNotDecideIsToldAloneAsLongAsTheyCanBe() throws Exception {
    try (var world = open(true)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25");
      toy().presses("mallory", "Approve");
      world.settle();

      assertThat(toy().told()).singleElement().asString().startsWith("mallory alone: \"Approve\" counts for nothing");
    }
  }

  @Test
  void whatWasHeardBeforeARestartIsWorkedOffInItsOwnChat() throws Exception {
    try (var world = open(false)) {
      var inbox = world.bot().inbox().inbox();
      var kept =
          "{\"version\":2,\"by\":\"toy:alice\",\"channel\":\"square\",\"typed\":\"/restore pds latest --dry-run\"}";
      var gone = "{\"version\":2,\"by\":\"gone:alice\",\"channel\":\"square\",\"typed\":\"/restore status\"}";
      inbox.keep(new Item("kept", world.sandbox().clock().instant(), kept));
      inbox.keep(new Item("of-a-chat-that-is-gone", world.sandbox().clock().instant(), gone));
      world.stop();

      world.start(parts(false));
      world.settle();

      assertThat(toy().transcript()).contains("Dry run");
      assertThat(world.bot().inbox().inbox().open()).extracting(Item::key).containsExactly("of-a-chat-that-is-gone");
    }
  }
}
