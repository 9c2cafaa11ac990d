package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a newcomer does who follows `deploy/slack/README.md`.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class SlackSandboxTest {
  @TempDir
  private Path folder;

  @BeforeAll
  static void prepare() {
    Program.prepare();
  }

  @Test
  void showsTheSandboxInAChannelWhoseMembersMayAsk() throws Exception {
    var world = folder.resolve("world");
    Sandbox.open(world, Main.class.getName()).close();
    try (var slack = FakeSlack.start()) {
      var tokens = Map.of("SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
      var program = Program.start(tokens, "sandbox", "--slack", FakeSlack.OPS, "--slack-api", slack.methodsUrl(),
          "--dir", world.toString());
      try (var input = program.outputWriter(StandardCharsets.UTF_8)) {
        slack.await("a socket", () -> slack.openSockets() > 0);

        slack.command("U0STRANGER", FakeSlack.OPS, "/restore", "pds latest-before 2026-02-25 --dry-run").await();
        slack.await("the plan", () -> slack.transcript(FakeSlack.OPS).contains("Dry run: nothing was touched."));
        input.write("quit\n");
      }

      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
      assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("ok       channel C0OPS").contains("Type /restore in the channel C0OPS");
      assertThat(slack.violations()).isEmpty();
    }
  }

  @Test
  void saysWhereTheTokensComeFromThatItLacks() throws Exception {
    var world = folder.resolve("world");
    Sandbox.open(world, Main.class.getName()).close();

    var program = Program.run(Map.of("SLACK_BOT_TOKEN", "", "SLACK_APP_TOKEN", ""), "", "sandbox", "--slack", "C0OPS",
        "--dir", world.toString());

    assertThat(program.status()).isEqualTo(1);
    assertThat(program.out()).contains("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set")
        .contains("deploy/slack/README.md");
  }
}
