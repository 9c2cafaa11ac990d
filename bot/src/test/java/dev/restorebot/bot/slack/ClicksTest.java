package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.RunState.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/// Every click has its answer, for the one who clicked and nobody else, and is in the journal: who may not, who comes twice,
/// who comes late, who looked at an old plan, who was overtaken in the terminal, and what Slack delivers twice.
@Execution(ExecutionMode.CONCURRENT)
class ClicksTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir
  Path folder;

  /// bob may approve in Slack and in the terminal.
  private static Policy alsoInTheTerminal(Policy policy) {
    return new Policy(policy.requesters(), Set.of("slack:" + BOB, "local:bob"), policy.needed(), policy.ownRequest(),
        policy.expireAfter());
  }

  @Test
  void everyClickHasItsAnswer() throws Exception {
    try (var scene = Scene.open(folder, ClicksTest::alsoInTheTerminal)) {
      scene.slack().channel("C0ELSE", "else", ALICE, "U0BOT");
      var elsewhere = scene.slack().command(ALICE, "C0ELSE", "/restore", "pds latest");
      assertThat(elsewhere.text()).contains("does not work in this channel");
      scene.note(ALICE + " in another channel: /restore pds latest");

      scene.says(STRANGER, "/restore pds latest-before 2026-02-25");
      scene.says(ALICE, "/restore pds latest-before 2026-02-25");
      var first = scene.world().having("Approve");
      scene.clicks(STRANGER, "Approve");
      scene.clicks(STRANGER, "Cancel");
      scene.clicks(ALICE, "Approve");

      isRedelivered(scene, first);
      hasAnUnknownValue(scene, first);

      scene.happens("someone signs up");
      scene.clicks(BOB, "Approve");
      scene.clicks(BOB, first, "Approve");
      var expiring = scene.world().having("Approve");
      scene.passes(Duration.ofMinutes(31));
      scene.clicks(BOB, expiring, "Approve");
      scene.clicks(scene.privately(BOB, "Ask again"), "Ask again");

      var overtaken = scene.world().having("Approve");
      scene.decidesInTheTerminal(new Person("local:bob"), asked(scene, Choice.APPROVE));
      scene.clicks(BOB, overtaken, "Approve");
      scene.clicks(BOB, overtaken, "Deny");

      isClickedTwice(scene);
      scene.compare("clicks");
    }
  }

  /// Slack delivers a click again, in another envelope and in the same one: no entry, no answer more than for one.
  private static void isRedelivered(Scene scene, Message gate) throws InterruptedException {
    var once = scene.clicks(STRANGER, gate, "Deny");
    var entries = scene.journal().size();
    var answers = scene.whispers().size();

    var again = scene.slack().redeliver(once).await();
    scene.slack().redeliverSame(once);
    scene.slack().await("both acknowledged", () -> once.times() == 2 && again.times() == 1);
    scene.world().settle();
    scene.note("-- Slack delivers that twice more");

    assertThat(scene.journal()).hasSize(entries);
    assertThat(scene.whispers()).hasSize(answers);
  }

  /// A button of a version of the bot that never was.
  private static void hasAnUnknownValue(Scene scene, Message gate) {
    var answers = scene.whispers().size();
    var blocks = JSON.readTree(gate.blocks().toString().replace("\\\"choice\\\":\\\"approve\\\"",
        "\\\"choice\\\":\\\"approve-all\\\""));
    var foreign = new Message(gate.channel(), gate.ts(), gate.threadTs(), gate.user(),
        List.of(new Message.Version(gate.text(), blocks)), gate.files(), false);

    scene.slack().clickOld(BOB, foreign, "Approve").await();
    scene.slack().await("an answer", () -> scene.whispers().size() > answers);

    scene.note(BOB + ": [Approve] of a button with a value that nobody knows");
  }

  /// The same person clicks once more before the first click has had its effect.
  private static void isClickedTwice(Scene scene) throws InterruptedException {
    var gate = scene.world().having("Stop here");
    var one = scene.slack().clickOld(BOB, gate, "Stop here");
    var other = scene.slack().clickOld(BOB, gate, "Stop here");
    one.await();
    other.await();
    scene.world().settle();
    scene.note(BOB + ": [Stop here], twice at once");
    assertThat(one.request().path("actions").path(0).path("action_ts"))
        .isNotEqualTo(other.request().path("actions").path(0).path("action_ts"));
  }

  private static Action asked(Scene scene, Choice choice) {
    var run = scene.world().bot().wiring().engine().ledger().runs().stream()
        .filter(each -> each.state() instanceof Waiting).findFirst().orElseThrow();
    var plan = run.state().planned().orElseThrow().plan();
    return new Action.Choose(run.id(), Gate.START, plan.fingerprint(), choice);
  }
}
