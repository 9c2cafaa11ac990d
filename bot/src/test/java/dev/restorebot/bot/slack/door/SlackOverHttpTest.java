package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The HTTP door with what Slack sends there.
class SlackOverHttpTest {
  private static final InstantSource TIME = InstantSource.system();

  private FakeSlack slack;
  private HttpDoor door;
  private URI address;

  @BeforeEach
  void open() throws Exception {
    slack = FakeSlack.start();
    var app = BoltApps.of(Slack.getInstance(), FakeSlack.BOT_TOKEN);
    app.command("/restore", (request, context) -> context.ack("taken: " + request.getPayload().getText()));
    app.command("/fail", (_, _) -> {
      throw new IllegalStateException("the disk is full");
    });
    var secret = new SigningSecret(FakeSlack.SIGNING_SECRET.toCharArray());
    door = HttpDoor.open(0, new SignatureCheck(secret, TIME), new Reception(app, _ -> {
    }), TIME);
    address = URI.create("http://127.0.0.1:" + door.port() + "/slack/events");
  }

  @AfterEach
  void close() {
    door.close();
    slack.close();
  }

  @Test
  void acknowledges() {
    slack.deliverTo(address);

    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds latest").text()).isEqualTo("taken: pds latest");
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/fail", "").text())
        .isEqualTo("The bot could not take this command. Its log says why.");
    assertThat(slack.mention("U0ALICE", FakeSlack.OPS, "status").payload()).isEmpty();
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void refusesWhatWasSignedLongAgo() {
    slack.deliverTo(address, request -> request.signed(TIME.instant().minus(Duration.ofMinutes(6))));

    var ack = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds");

    slack.await("refused", () -> ack.status() == 401);
  }

  @Test
  void refusesWhatWasChangedOnItsWay() {
    slack.deliverTo(address, request -> request.withBody(request.body().replace("pds", "knot")));

    var ack = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds");

    slack.await("refused", () -> ack.status() == 401);
  }
}
