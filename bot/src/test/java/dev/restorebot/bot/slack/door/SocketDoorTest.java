package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import dev.restorebot.bot.chat.DoorState.Connecting;
import dev.restorebot.bot.chat.DoorState.Disabled;
import dev.restorebot.bot.chat.DoorState.Open;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketDoorTest {
  private static final Instant START = Instant.parse("2026-02-26T12:00:00Z");
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration RETRY = Duration.ofMinutes(15);

  private final ManualTimer timer = new ManualTimer();
  private final BlockingQueue<Request<?>> lost = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile Instant now = START;
  private FakeSlack slack;
  private Slack client;
  private SocketDoor door;

  @BeforeEach
  void start() throws Exception {
    slack = FakeSlack.start();
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.methodsUrl());
    config.setStatsEnabled(false);
    client = Slack.getInstance(config);
    var app = BoltApps.of(client, FakeSlack.BOT_TOKEN);
    app.command("/restore", (request, context) -> context.ack("taken: " + request.getPayload().getText()));
    app.command("/fail", (_, _) -> {
      throw new IllegalStateException("the disk is full");
    });
    app.blockAction("approve", (_, context) -> {
      begun.countDown();
      await(goOn);
      return context.ack();
    });
    door =
        SocketDoor.open(new SocketUrls(client, FakeSlack.APP_TOKEN), new Reception(app, lost::add), timer, () -> now);
  }

  @AfterEach
  void stop() throws Exception {
    goOn.countDown();
    door.close();
    assertThat(slack.violations()).isEmpty();
    slack.close();
    client.close();
  }

  @Test
  void answersACommandOnce() {
    isOpen();

    var ack = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds latest");

    assertThat(ack.text()).isEqualTo("taken: pds latest");
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "knot").text()).isEqualTo("taken: knot");
    assertThat(ack.times()).isEqualTo(1);
    assertThat(lost).isEmpty();
  }

  @Test
  void asksSlackForNothingBetweenACommandAndItsAcknowledgement() {
    isOpen();

    slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").await();

    assertThat(slack.calls()).extracting("method").containsExactly("apps.connections.open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fail", "/unknown"})
  void saysThatACommandWasNotTaken(String command) throws Exception {
    isOpen();

    var ack = slack.command("U0ALICE", FakeSlack.OPS, command, "x");

    assertThat(ack.text()).isEqualTo("The bot could not take this command. Its log says why.");
    assertThat(lost.poll(10, TimeUnit.SECONDS)).extracting(Request::getRequestType).isEqualTo(RequestType.Command);
    assertThat(ack.times()).isEqualTo(1);
  }

  @Test
  void acknowledgesAClickThatIsNotTakenAndTells() throws Exception {
    isOpen();

    var ack = slack.click("U0BOB", gate("unknown"), "Approve");

    assertThat(ack.payload()).isEmpty();
    assertThat(lost.poll(10, TimeUnit.SECONDS)).extracting(Request::getRequestType).isEqualTo(RequestType.BlockAction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"warning", "refresh_requested"})
  void opensTheNextSocketBeforeTheLastIsClosedAndAcknowledgesOnTheLast(String reason) throws Exception {
    isOpen();
    now = START.plusSeconds(3600);
    var click = slack.click("U0BOB", gate("approve"), "Approve");
    begun.await();

    slack.disconnect(reason);
    slack.await("two sockets", () -> slack.openSockets() == 2);
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("taken: pds");
    goOn.countDown();
    click.await();
    slack.closeOldSockets();
    slack.await("one socket", () -> slack.openSockets() == 1);

    assertThat(click.times()).isEqualTo(1);
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "knot").text()).isEqualTo("taken: knot");
    assertThat(door.state()).isEqualTo(new Open(START));
  }

  @Test
  void takesWhatComesOnASocketThatIsToBeClosed() throws Exception {
    isOpen();
    goOn.countDown();
    slack.fail("apps.connections.open", "internal_error", 1);

    slack.disconnect("warning");
    slack.await("a failure", () -> slack.calls("apps.connections.open").size() == 2);
    var click = slack.click("U0BOB", gate("approve"), "Approve").await();

    assertThat(click.times()).isEqualTo(1);
    assertThat(door.state()).isInstanceOf(Open.class);
    timer.pass(Duration.ofSeconds(2));
    slack.await("two sockets", () -> slack.openSockets() == 2);
  }

  @Test
  void closesAnOldSocketItselfAfterAWhile() throws Exception {
    isOpen();
    slack.disconnect("warning");
    slack.await("two sockets", () -> slack.openSockets() == 2);

    timer.pass(Duration.ofSeconds(20));

    slack.await("one socket", () -> slack.openSockets() == 1);
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("taken: pds");
  }

  @Test
  void replacesASocketThatBreaks() throws Exception {
    isOpen();
    now = START.plusSeconds(30);

    slack.dropSockets();
    slack.await("not open", () -> door.state() instanceof Connecting);
    assertThat(door.state().since()).isEqualTo(now);
    timer.pass(Duration.ofSeconds(1));
    isOpen();

    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("taken: pds");
  }

  @Test
  void waitsLongerAndLongerWhileSocketsDoNotLast() throws Exception {
    for (var seconds : new int[]{1, 2, 4, 8, 16, 30, 30}) {
      isOpen();
      slack.dropSockets();
      timer.pass(Duration.ofSeconds(seconds));
    }
    isOpen();
    now = START.plusSeconds(60);

    slack.dropSockets();

    timer.pass(Duration.ofSeconds(1));
    isOpen();
  }

  @Test
  void comesBackWhenSlackDoes() throws Exception {
    isOpen();
    slack.down();

    for (var seconds : new int[]{1, 2, 4}) {
      timer.pass(Duration.ofSeconds(seconds));
    }
    var next = timer.due(Duration.ofSeconds(8));
    assertThat(door.state()).isInstanceOf(Connecting.class);
    slack.up();
    next.run();

    isOpen();
  }

  @Test
  void isDisabledWhileSocketModeIsSwitchedOff() throws Exception {
    isOpen();
    now = START.plusSeconds(7);
    slack.disconnect("link_disabled");
    isDisabled();
    now = START.plusSeconds(1000);

    timer.pass(RETRY);
    var next = timer.due(RETRY);
    assertThat(door.state()).isEqualTo(new Disabled(START.plusSeconds(7),
        "Slack says link_disabled: Socket Mode is switched off. Switch it on in the app's settings"));
    slack.enableLink();
    next.run();
    isOpen();

    assertThat(slack.calls("apps.connections.open")).hasSize(3);
    assertThat(door.state().since()).isEqualTo(now);
  }

  @Test
  void triesAtOnceWhenItIsTold() {
    isOpen();
    slack.disconnect("link_disabled");
    isDisabled();
    slack.enableLink();

    door.again();

    isOpen();
  }

  @Test
  void isDisabledWhenItsTokenIsNoLongerGood() throws Exception {
    isOpen();
    slack.revoke();

    slack.dropSockets();
    timer.pass(Duration.ofSeconds(1));

    isDisabled();
    assertThat(((Disabled) door.state()).why()).contains("apps.connections.open: ").doesNotContain(FakeSlack.APP_TOKEN);
  }

  @Test
  void waitsWhenThereAreTooManySockets() throws Exception {
    isOpen();

    slack.disconnect("too_many_websockets");
    timer.pass(Duration.ofSeconds(1));
    slack.await("another socket", () -> slack.calls("apps.connections.open").size() == 2);

    isOpen();
  }

  @Test
  void replacesASocketThatIsSilent() throws Exception {
    isOpen();
    timer.pass(SILENCE);
    slack.hang();
    timer.pass(SILENCE);
    assertThat(door.state()).isInstanceOf(Open.class);

    timer.pass(SILENCE);
    slack.await("not open", () -> door.state() instanceof Connecting);
    slack.up();
    timer.pass(Duration.ofSeconds(1));

    isOpen();
    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("taken: pds");
  }

  @Test
  void letsWhatWasTakenBeAcknowledgedWhenItEnds() throws Exception {
    isOpen();
    var click = slack.click("U0BOB", gate("approve"), "Approve");
    begun.await();

    var closing = Thread.ofVirtual().start(door::close);
    goOn.countDown();
    closing.join();

    click.await();
    slack.await("no socket", () -> slack.openSockets() == 0);
  }

  private void isOpen() {
    slack.await("open", () -> door.state() instanceof Open && slack.openSockets() >= 1);
  }

  private void isDisabled() {
    slack.await("disabled", () -> door.state() instanceof Disabled);
  }

  /// For a handler, which may throw nothing of the kind.
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Message gate(String action) throws Exception {
    client.methods(FakeSlack.BOT_TOKEN)
        .chatPostMessage(post -> post.channel(FakeSlack.OPS).text("gate").blocksAsString("""
            [{"type":"actions","elements":[{"type":"button","action_id":"%s","value":"v",
              "text":{"type":"plain_text","text":"Approve"}}]}]""".formatted(action)));
    return slack.messages(FakeSlack.OPS).getLast();
  }
}
