package dev.restorebot.bot.crash;

import static dev.restorebot.bot.crash.SlackScene.ALICE;
import static dev.restorebot.bot.crash.SlackScene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A bot that is talked to in Slack is killed with SIGKILL at each moment between what somebody says and what comes of it.
/// The next bot, and what Slack sends again because it was not acknowledged, make it count exactly once.
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(5)
class SlackCrashTest {
  private static final Map<String, String> CONSENT =
      Map.of("confirm/confirm", "pds", "reason/reason", "the accounts are back");

  @TempDir
  private static Path folder;

  private Laboratory laboratory;
  /// Nothing was asked for.
  private Path pristine;
  /// A run waits at the gate *start*.
  private Path started;
  /// A restored run waits at the gate *purge*.
  private Path restored;

  @BeforeAll
  void prepare() throws IOException, InterruptedException {
    laboratory = Laboratory.build(folder);
    pristine = laboratory.world(laboratory.pristine()).folder();
    letInFromSlack(pristine.resolve("restorebot.yaml"));
    started = prepared(laboratory.world(pristine), Goal.RESTORE.command());
    var done = laboratory.world(pristine);
    done.reach(Goal.RESTORE);
    restored = prepared(done, Goal.PURGE.command(done.entries().getFirst().run()));
  }

  private static void letInFromSlack(Path configuration) throws IOException {
    var text = Files.readString(configuration);
    var ours = text.replace("requesters: [", "requesters: [\"slack:U0ALICE\", ")
        .replace("approvers: [", "approvers: [\"slack:U0BOB\", ");
    assertThat(ours).isNotEqualTo(text);
    Files.writeString(configuration, ours);
  }

  /// The world after somebody has typed `command` in a terminal, and nobody has decided.
  private Path prepared(World world, String command) {
    try (var sandbox = WorldCopy.open(world.folder(), world.java().job());
        var bot = Wiring.bot(Place.in(sandbox), ConfigurationReader.read(sandbox.configuration()),
            new CrashingBot.Quiet(), Watcher.NONE, UnaryOperator.identity())) {
      bot.desk().say(new Person("sandbox:alice"), "", command);
      bot.engine().awaitRest();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return world.folder();
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER_KEPT", "AFTER_EFFECT", "BEFORE_POSTED"})
  void aCommandCountsOnceWhenTheBotIsKilled(SlackBlow blow) throws Exception {
    assertCountsOnce(blow);
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(names = {"BEFORE_KEPT", "BEFORE_EFFECT"})
  void aCommandCountsOnceAtTheOtherMomentsToo(SlackBlow blow) throws Exception {
    assertCountsOnce(blow);
  }

  private void assertCountsOnce(SlackBlow blow) throws Exception {
    try (var scene = new SlackScene(laboratory.world(pristine))) {
      scene.start(blow);
      var typed = scene.slack().command(ALICE, FakeSlack.OPS, "/restore", "pds latest-before 2026-02-25");
      strikeAndStart(scene, blow, typed);

      scene.having("Approve");
      scene.clicks(BOB, "Deny").await();
      scene.awaitShown("State: over");
      scene.kill();

      assertThat(scene.entries()).filteredOn(entry -> entry.event() instanceof Asked).hasSize(1);
      assertThat(chosen(scene, Gate.START)).hasSize(1);
      assertThat(cards(scene)).isEqualTo(blow == SlackBlow.BEFORE_POSTED ? 2 : 1);
      assertThat(scene.slack().violations()).isEmpty();
    }
  }

  /// Slack sends again what was not acknowledged; what was is found by the bot itself.
  private static void strikeAndStart(SlackScene scene, SlackBlow blow, Ack said) throws Exception {
    var acknowledged = blow != SlackBlow.BEFORE_KEPT && blow != SlackBlow.AFTER_KEPT;
    if (acknowledged) {
      said.await();
    }
    scene.strike();
    assertThat(said.acked()).isEqualTo(acknowledged);
    scene.start(SlackBlow.NONE);
    if (!acknowledged) {
      scene.slack().redeliver(said).await();
    }
  }

  private static long cards(SlackScene scene) {
    return scene.slack().messages(FakeSlack.OPS).stream().filter(message -> message.plain().contains("Restore of pds"))
        .count();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_KEPT", "AFTER_KEPT", "BEFORE_EFFECT", "AFTER_EFFECT"})
  void aClickCountsOnceWhenTheBotIsKilled(SlackBlow blow) throws Exception {
    try (var scene = new SlackScene(laboratory.world(started))) {
      scene.start(blow);
      var gate = scene.having("Approve");
      strikeAndStart(scene, blow, scene.slack().click(BOB, gate, "Approve"));

      scene.having("Replace data");
      scene.slack().clickOld(BOB, gate, "Approve").await();
      scene.awaitTold(BOB, "\"Approve\" counts for nothing: already decided");
      scene.clicks(BOB, "Stop here").await();
      scene.awaitShown("State: over");
      scene.kill();

      assertThat(scene.slack().transcript(FakeSlack.OPS)).containsOnlyOnce("chose [Approve]");
      assertThat(chosen(scene, Gate.START)).hasSize(1);
      assertThat(scene.entries()).as("the click, and the one after it")
          .filteredOn(entry -> entry.event() instanceof Chosen chosen && chosen.gate() == Gate.START).hasSize(2);
      assertThat(scene.entries()).filteredOn(entry -> entry.event() instanceof StepStarted(var step, _)
          && step == Step.STAGE).hasSize(1);
      assertThat(scene.slack().violations()).isEmpty();
    }
  }

  @Test
  void aPersonWhoseClickIsLostClicksAgain() throws Exception {
    try (var scene = new SlackScene(laboratory.world(started))) {
      scene.start(SlackBlow.BEFORE_KEPT);
      scene.clicks(BOB, "Approve");
      scene.strike();
      scene.start(SlackBlow.NONE);

      scene.clicks(BOB, "Approve").await();
      scene.having("Replace data");
      scene.clicks(BOB, "Stop here").await();
      scene.awaitShown("State: over");
      scene.kill();

      assertThat(chosen(scene, Gate.START)).hasSize(1);
    }
  }

  @Test
  void aFormThatIsOpenWhenTheBotIsKilledCanBeSubmitted() throws Exception {
    try (var scene = new SlackScene(laboratory.world(restored))) {
      scene.start(SlackBlow.NONE);
      openForm(scene);
      scene.kill();
      scene.start(SlackBlow.NONE);

      scene.slack().submit(BOB, scene.slack().views(BOB).getLast(), CONSENT).await();

      assertPurgedOnce(scene);
    }
  }

  @Test
  void aFormCountsOnceWhenTheBotIsKilledBeforeItAcknowledges() throws Exception {
    try (var scene = new SlackScene(laboratory.world(restored))) {
      scene.start(SlackBlow.NONE);
      openForm(scene);
      scene.kill();
      scene.start(SlackBlow.AFTER_KEPT);
      var submitted = scene.slack().submit(BOB, scene.slack().views(BOB).getLast(), CONSENT);
      scene.strike();
      assertThat(submitted.acked()).isFalse();
      scene.start(SlackBlow.NONE);
      scene.slack().submit(BOB, scene.slack().views(BOB).getLast(), CONSENT).await();

      assertPurgedOnce(scene);
    }
  }

  private static void openForm(SlackScene scene) {
    scene.slack().await("the gate is there", () -> scene.slack().transcript(FakeSlack.OPS).contains("[Purge]"));
    scene.clicks(BOB, "Purge").await();
    scene.slack().await("the form is open", () -> !scene.slack().views(BOB).isEmpty());
  }

  private static void assertPurgedOnce(SlackScene scene) throws Exception {
    scene.awaitShown("State: over: restored, purged");
    scene.kill();
    assertThat(scene.slack().views(BOB).getLast().open()).isFalse();
    assertThat(chosen(scene, Gate.PURGE)).hasSize(1);
    assertThat(scene.slack().ephemerals(BOB)).noneMatch(told -> told.plain().contains("already decided"));
    assertThat(scene.entries()).filteredOn(entry -> entry.event() instanceof StepStarted(var step, _)
        && step == Step.PURGE).hasSize(1);
    assertThat(scene.slack().violations()).isEmpty();
  }

  /// What a conversation of every kind leaves behind: files and their names, messages, and the arguments of the bot.
  @Test
  void nothingOfAConversationThatLetsItsFinderSpeakIsKept() throws Exception {
    try (var scene = new SlackScene(laboratory.world(restored))) {
      scene.start(SlackBlow.NONE);
      scene.slack().command(ALICE, FakeSlack.OPS, "/restore", "help").await();
      scene.slack().command(ALICE, FakeSlack.OPS, "/restore", "pds latest").await();
      scene.awaitTold(ALICE, "is already at work on pds");
      openForm(scene);
      scene.slack().submit(BOB, scene.slack().views(BOB).getLast(), CONSENT).await();
      scene.awaitShown("State: over: restored, purged");

      var arguments = scene.arguments();
      scene.kill();
      var places = scene.places(scene.secrets());

      assertThat(arguments).contains(SlackBot.class.getName()).doesNotContain(scene.secrets());
      assertThat(places).isEmpty();
      assertThat(scene.places(List.of("slack:U0ALICE"))).as("what is there is found").isNotEmpty();
      assertThat(scene.slack().json(FakeSlack.OPS) + scene.slack().ephemerals(ALICE) + scene.slack().ephemerals(BOB)
          + scene.slack().views(BOB).getLast().json()).doesNotContain(scene.secrets());
    }
  }

  /// The choices of people in Slack that count.
  private static List<Entry> chosen(SlackScene scene, Gate gate) throws IOException {
    return scene.entries().stream().filter(entry -> entry.event() instanceof Chosen chosen && chosen.gate() == gate
        && chosen.ruling().counts() && chosen.by().equals(new Person("slack:" + BOB))).toList();
  }
}
