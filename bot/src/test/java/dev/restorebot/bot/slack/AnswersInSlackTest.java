package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.fake.UploadedFile;
import dev.restorebot.engine.Engine.Printed;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Commands that only ask: what everybody in the channel sees of the answer, what the person alone sees, and what comes as a
/// file.
@Execution(ExecutionMode.CONCURRENT)
class AnswersInSlackTest {
  @TempDir
  Path folder;

  @Test
  void answersWhereTheAnswerBelongs() throws Exception {
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, "/restore help");
      scene.says(STRANGER, "/restore status");
      scene.says(ALICE, "/restore list pds");
      scene.says(ALICE, "/restore psd latest");
      scene.says(ALICE, "/restore zot latest");
      scene.says(ALICE, "/restore show r-zzzzzz");
      scene.says(ALICE, "/diagnose pds");
      scene.says(ALICE, "/restore ");
      scene.says(STRANGER, "/restore runbook pds latest-before 2026-02-25");
      scene.says(ALICE, "/restore runbook pds latest-before 2026-02-25");
      assertThat(documents(scene)).hasSize(1);

      scene.says(ALICE, "/restore pds");
      scene.clicks(STRANGER, "20260224-020011");
      scene.clicks(ALICE, "20260224-020011");
      scene.says(ALICE, "/restore status");
      scene.clicks(BOB, "Deny");
      scene.says(ALICE, "/restore history");
      scene.says(ALICE, "/restore show " + run(scene));

      scene.compare("answers");
      assertThat(anyRun(documents(scene).getFirst().content())).isEqualTo(anyRun(runbook(scene)));
    }
  }

  private static List<UploadedFile> documents(Scene scene) {
    return scene.slack().files().stream().filter(file -> !file.name().endsWith(".png")).toList();
  }

  /// The runbook as the engine writes it.
  private static String runbook(Scene scene) throws InterruptedException {
    var latest = new Selector.LatestBefore(Instant.parse("2026-02-25T00:00:00Z"));
    var request = new Request(new ServiceName("pds"),
        new Intent.Restore(latest, Intent.Mirrors.NOW, Intent.Reach.PLAN), null, Set.of());
    var printed = scene.world().bot().wiring().engine().runbook(new Person("slack:" + ALICE), request);
    return String.join("\n", ((Printed.Written) printed).runbook().lines()) + "\n";
  }

  /// Each runbook bears the name of a run of its own.
  private static String anyRun(String text) {
    return text.replaceAll("r-[0-9a-f]{6}", "r-RUN");
  }

  private static String run(Scene scene) {
    return scene.world().bot().wiring().engine().ledger().entriesAfter(0).stream()
        .filter(entry -> entry.event() instanceof Asked).findFirst().orElseThrow().run().value();
  }
}
