package dev.restorebot.bot.slack.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class FakeSlackTest {
  private static final String GATE = """
      [{"type": "header", "text": {"type": "plain_text", "text": "Restore pds?"}},
       {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
         {"type": "text", "text": "Asked by "}, {"type": "user", "user_id": "U0ALICE"}]}]},
       {"type": "actions", "block_id": "gate", "elements": [
         {"type": "button", "action_id": "approve", "value": "{}", "text": {"type": "plain_text", "text": "Approve"}},
         {"type": "button", "action_id": "deny", "value": "{}", "text": {"type": "plain_text", "text": "Deny"}}]}]
      """;
  private static final String DECIDED = """
      [{"type": "header", "text": {"type": "plain_text", "text": "Approved"}}]
      """;
  private static final String MODAL =
      """
          {"type": "modal", "callback_id": "purge", "title": {"type": "plain_text", "text": "Purge"}, "notify_on_close": true,
           "submit": {"type": "plain_text", "text": "Purge"}, "private_metadata": "r-1", "blocks": [
             {"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Type the name"},
              "element": {"type": "plain_text_input", "action_id": "typed"}}]}
          """;

  private final List<String> mentions = new CopyOnWriteArrayList<>();
  private FakeSlack slack;
  private App app;
  private SocketModeApp socketMode;

  @BeforeEach
  void start() throws Exception {
    slack = FakeSlack.start();
    var settings = new SlackConfig();
    settings.setMethodsEndpointUrlPrefix(slack.methodsUrl());
    app = new App(AppConfig.builder().slack(Slack.getInstance(settings)).singleTeamBotToken(FakeSlack.BOT_TOKEN)
        .signingSecret(FakeSlack.SIGNING_SECRET).build());
    app.command("/restore", (request, context) -> {
      var text = request.getPayload().getText();
      if ("modal".equals(text)) {
        context.client().viewsOpen(r -> r.triggerId(request.getPayload().getTriggerId()).viewAsString(MODAL));
        return context.ack();
      }
      context.client().chatPostMessage(r -> r.channel(FakeSlack.OPS).text("Restore pds?").blocksAsString(GATE));
      return context.ack("Asked: " + text);
    });
    app.blockAction("approve", (request, context) -> {
      var message = request.getPayload().getMessage();
      context.client()
          .chatUpdate(r -> r.channel(FakeSlack.OPS).ts(message.getTs()).text("Approved").blocksAsString(DECIDED));
      context.respond(r -> r.responseType("ephemeral").text("Thanks, " + request.getPayload().getUser().getId()));
      return context.ack();
    });
    app.viewSubmission("purge", (request, context) -> {
      var values = request.getPayload().getView().getState().getValues();
      var typed = Map.copyOf(values.getOrDefault("name", Map.of())).get("typed");
      return typed != null && "pds".equals(typed.getValue())
          ? context.ack()
          : context.ackWithErrors(Map.of("name", "Type pds"));
    });
    app.viewClosed("purge", (_, context) -> context.ack());
    app.event(AppMentionEvent.class, (payload, context) -> {
      mentions.add(payload.getEvent().getText());
      return context.ack();
    });
    socketMode = new SocketModeApp(FakeSlack.APP_TOKEN, SocketModeClient.Backend.JavaWebSocket, app);
    socketMode.startAsync();
    slack.await("a socket is open", () -> slack.openSockets() == 1);
  }

  @AfterEach
  void stop() throws Exception {
    socketMode.close();
    app.stop();
    slack.close();
  }

  @Test
  void playsAScriptOverSocketMode() {
    var asked = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds <now> @bob #ops @ops");

    assertThat(asked.text()).isEqualTo("Asked: pds &lt;now&gt; <@U0BOB|bob> <#C0OPS|ops> <!subteam^S0OPS|@ops>");
    assertThat(asked.latency()).isLessThan(Ack.IN_TIME);
    assertThat(slack.ephemerals("U0ALICE")).singleElement().satisfies(seen -> assertThat(seen.via()).isEqualTo("ack"));
    var gate = slack.messages(FakeSlack.OPS).getFirst();
    assertThat(gate.plain()).isEqualTo("Restore pds?\nAsked by @U0ALICE\n[Approve] [Deny]");

    var clicked = slack.click("U0BOB", gate, "Approve").await();

    assertThat(clicked.payload()).isEqualTo(Json.object());
    assertThat(slack.messages(FakeSlack.OPS)).singleElement().satisfies(now -> {
      assertThat(now.plain()).isEqualTo("Approved");
      assertThat(now.edits()).isEqualTo(1);
      assertThat(now.version(0)).isEqualTo(gate);
    });
    assertThat(slack.ephemerals("U0BOB")).extracting(Ephemeral::text).containsExactly("Thanks, U0BOB");
    assertThat(slack.clickOld("U0STRANGER", gate, "Approve").await().times()).isEqualTo(1);
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void opensAModalAndTakesItsErrors() {
    slack.command("U0ALICE", FakeSlack.OPS, "/restore", "modal").await();
    var view = slack.views("U0ALICE").getFirst();

    slack.submit("U0ALICE", view, Map.of("name/typed", "knot")).await();

    assertThat(slack.views("U0ALICE").getFirst().errors()).isEqualTo(Map.of("name", "Type pds"));
    assertThat(slack.submit("U0ALICE", view, Map.of("name/typed", "pds")).payload()).isEqualTo(Json.object());
    assertThat(slack.views("U0ALICE").getFirst().open()).isFalse();
    slack.command("U0BOB", FakeSlack.OPS, "/restore", "modal").await();
    assertThat(slack.cancelView("U0BOB", slack.views("U0BOB").getFirst()).payload()).isEqualTo(Json.object());
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void sendsBoltToANewSocket() {
    slack.disconnect("refresh_requested");
    slack.await("another socket is open", () -> slack.openedSockets() == 2);
    slack.closeOldSockets();
    slack.await("one socket is left", () -> slack.openSockets() == 1);

    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").text()).isEqualTo("Asked: pds");
  }

  @Test
  void deliversTheSameTwice() {
    var asked = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds").await();

    slack.redeliverSame(asked);
    slack.await("both are acknowledged", () -> asked.times() == 2);
    var again = slack.redeliver(asked).await();

    assertThat(again.request()).isEqualTo(asked.request());
    assertThat(slack.messages(FakeSlack.OPS)).hasSize(3);
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void keepsEventsForTheNextSocket() {
    slack.down();
    slack.await("no socket is open", () -> slack.openSockets() == 0);
    var lost = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds");
    var mentioned = slack.mention("U0ALICE", FakeSlack.OPS, "status");
    assertThat(lost.delivered()).isFalse();
    assertThat(mentioned.delivered()).isFalse();

    slack.up();
    slack.await("the event was delivered", mentioned::acked);

    assertThat(mentions).containsExactly("<@U0BOT> status");
    assertThat(lost.acked()).isFalse();
  }

  @Test
  void turnsSocketsAwayWhileTheLinkIsDisabled() {
    slack.disconnect("link_disabled");
    slack.await("no socket is open", () -> slack.openSockets() == 0);
    slack.await("another was asked for", () -> slack.calls("apps.connections.open").size() > 2);
    assertThat(slack.openSockets()).isZero();

    slack.enableLink();

    slack.await("a socket is open", () -> slack.openSockets() == 1);
  }
}
