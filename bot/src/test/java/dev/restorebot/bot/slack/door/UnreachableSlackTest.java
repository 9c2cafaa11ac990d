package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import dev.restorebot.bot.chat.DoorState.Connecting;
import dev.restorebot.bot.chat.DoorState.Open;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnreachableSlackTest {
  private static final Instant START = Instant.parse("2026-02-26T12:00:00Z");

  @Test
  void aDoorStartsWithoutSlackAndOpensWhenItIsThere() throws Exception {
    var timer = new ManualTimer();
    var config = new SlackConfig();
    try (var slack = FakeSlack.start()) {
      config.setMethodsEndpointUrlPrefix(slack.methodsUrl());
      config.setStatsEnabled(false);
      var client = Slack.getInstance(config);
      slack.down();
      var app = BoltApps.of(client, FakeSlack.BOT_TOKEN);
      app.command("/restore", (request, context) -> context.ack("taken: " + request.getPayload().getText()));
      var urls = new SocketUrls(client, FakeSlack.APP_TOKEN);

      try (var door = SocketDoor.open(urls, new Reception(app, _ -> {
      }), timer, () -> START)) {
        timer.pass(Duration.ofSeconds(1));
        timer.pass(Duration.ofSeconds(2));
        var next = timer.due(Duration.ofSeconds(4));
        assertThat(door.state()).isInstanceOfSatisfying(Connecting.class,
            state -> assertThat(state.why()).isNotBlank().isNotEqualTo("the bot has just been started"));
        slack.up();
        next.run();

        slack.await("open", () -> door.state() instanceof Open);
        assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("taken: pds");
      }
    }
  }
}
