package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.fake.Call;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunState.Over;
import dev.restorebot.run.RunState.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A restore does not wait for Slack, and Slack is told all of it as soon as it listens: each message once, in order, in the
/// same places.
@Execution(ExecutionMode.CONCURRENT)
class OutageInSlackTest {
  private static final String ASKED =
      "/restore pds latest-before 2026-02-25 --reason \"accounts are gone\"";
  private static final String LOOK = "/restore pds latest-before 2026-02-25 --dry-run";

  @TempDir
  Path folder;

  @Test
  void aRestoreFinishesWhileSlackIsGone() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, ASKED);
      world.slack().click(BOB, world.having("Approve"), "Approve").await();
      world.slack().down();
      world.bot().front().awaitRest();
      world.bot().wiring().engine().awaitRest();
      decides(world, Choice.REPLACE);

      assertThat(run(world).state()).isInstanceOfSatisfying(Over.class,
          over -> assertThat(over.outcome()).isEqualTo(Outcome.RESTORED));
      assertThat(world.transcript()).doesNotContain("Replaced;");
      for (var minute = 0; minute < 5; minute++) {
        world.passes(Duration.ofMinutes(1));
      }
      world.slack().up();
      world.passes(Duration.ofMinutes(1));

      assertThat(world.slack().violations()).isEmpty();
      Golden.compare("restore.transcript", world.transcript());
      assertThat(world.slack().messages(FakeSlack.OPS)).extracting(Message::deleted).containsOnly(false);
    }
  }

  @Test
  void aRestoreFinishesWhileSlackHangs() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, LOOK);
      world.slack().hang();
      world.bot().wiring().desk().say(new Person("slack:" + ALICE), "slack:" + FakeSlack.OPS,
          "/restore pds latest-before 2026-02-25 --reason later");
      world.bot().wiring().engine().awaitRest();
      decides(world, Choice.DENY);
      assertThat(run(world).state()).isInstanceOf(Over.class);
      assertThat(world.transcript()).doesNotContain("later");

      world.slack().up();
      world.passes(Duration.ofMinutes(1));

      assertThat(world.slack().violations()).isEmpty();
      assertThat(world.transcript()).containsSubsequence("Reason: later", "[Deny] at", "Over: people said no");
    }
  }

  @Test
  void whatSlackDoesNotTakeIsBroughtLater() throws Exception {
    try (var scene = Scene.open(folder)) {
      var slack = scene.slack();
      slack.answer500(3);
      scene.says(ALICE, LOOK + " --reason \"it has trouble of its own\"");

      slack.rateLimit("chat.postMessage", Duration.ofSeconds(40), 1);
      scene.says(ALICE, LOOK + " --reason \"it wants fewer messages\"");
      var posts = slack.calls("chat.postMessage");
      assertThat(posts.getLast().outcome()).isEqualTo("ratelimited");
      scene.passes(Duration.ofSeconds(20));
      assertThat(slack.calls("chat.postMessage")).hasSize(posts.size());
      scene.passes(Duration.ofSeconds(20));
      assertThat(slack.calls("chat.postMessage")).extracting(Call::outcome).hasSize(posts.size() + 3).endsWith("ok",
          "ok", "ok");

      slack.kick(FakeSlack.OPS, "U0BOT");
      scene.says(ALICE, LOOK + " --reason \"the bot was put out of the channel\"");
      slack.join(FakeSlack.OPS, "U0BOT");
      scene.passes(Duration.ofMinutes(1));

      scene.compare("troubles");
    }
  }

  @Test
  void whatWasDeletedIsPostedAgain() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, ASKED);
      var gate = scene.world().having("Approve");
      scene.slack().delete(gate);
      scene.note("-- the plan is deleted");
      scene.passes(Duration.ofMinutes(21));
      scene.clicks(BOB, gate, "Approve");
      scene.compare("deleted");

      scene.slack().delete(messages(scene.world()).getFirst());
      scene.clicks(BOB, "Stop here");

      var there = messages(scene.world()).stream().filter(message -> !message.deleted()).toList();
      assertThat(scene.slack().violations()).isEmpty();
      assertThat(there).filteredOn(message -> message.threadTs() == null).singleElement()
          .satisfies(card -> assertThat(card.plain()).contains("State: over: denied", "Reason: accounts are gone"));
      assertThat(there).filteredOn(message -> message.plain().startsWith("Over: people said no")).hasSize(1);
      assertThat(there).extracting(Message::plain).doesNotHaveDuplicates();
    }
  }

  @Test
  void anAnswerThatIsLostLosesNoMessage() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, LOOK);
      var undisturbed = messages(world);
      world.slack().loseAnswer("chat.postMessage", 2);
      world.slack().loseAnswer("chat.update", 1);
      world.says(ALICE, LOOK);
      world.passes(Duration.ofMinutes(1));

      assertThat(world.slack().violations()).isEmpty();
      assertThat(messages(world)).hasSizeBetween(2 * undisturbed.size(), 2 * undisturbed.size() + 2);
      assertThat(said(messages(world).subList(undisturbed.size(), messages(world).size())))
          .containsSubsequence(said(undisturbed));
    }
  }

  @Test
  void aRestartGoesOnWithTheSameMessages() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, ASKED);
      world.clicks(BOB, "Approve");
      var before = messages(world).stream().map(Message::ts).toList();
      world.stop();
      world.start();
      assertThat(messages(world)).hasSize(before.size() + 1);
      world.clicks(BOB, "Stop here");

      assertThat(world.slack().violations()).isEmpty();
      assertThat(messages(world).stream().map(Message::ts)).startsWith(before.toArray(String[]::new));
      Golden.compare("restarted.transcript", world.transcript());
    }
  }

  private static List<Message> messages(SlackWorld world) {
    return world.slack().messages(FakeSlack.OPS);
  }

  private static List<String> said(List<Message> messages) {
    return messages.stream().map(Message::plain).map(OutageInSlackTest::anyRun).toList();
  }

  private static String anyRun(String text) {
    return text.replaceAll("r-[0-9a-f]{6}", "r-RUN").replaceAll("entry \\d+, sealed with \\p{XDigit}+", "sealed");
  }

  private static Run run(SlackWorld world) {
    return world.bot().wiring().engine().ledger().runs().getLast();
  }

  /// bob decides where Slack is not needed, as the person that he is in Slack.
  private static void decides(SlackWorld world, Choice choice) throws InterruptedException {
    var run = run(world);
    var open = ((Waiting) run.state()).gate();
    var reply = world.bot().wiring().desk().press(new Person("slack:" + BOB), "",
        new Action.Choose(run.id(), open.gate(), open.fingerprint(), choice), Written.NOTHING);
    assertThat(reply.status()).isEqualTo(Reply.Status.TAKEN);
    world.bot().wiring().engine().awaitRest();
  }
}
