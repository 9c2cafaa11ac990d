package dev.restorebot.bot.slack.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class WebApiTest {
  private static final String BLOCKS = """
      [{"type": "section", "text": {"type": "plain_text", "text": "in blocks"}},
       {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}]
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private FakeSlack slack;
  private Slack sdk;
  private MethodsClient client;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    slack = FakeSlack.start();
    var settings = new SlackConfig();
    settings.setMethodsEndpointUrlPrefix(slack.methodsUrl());
    sdk = Slack.getInstance(settings);
    client = sdk.methods(FakeSlack.BOT_TOKEN);
  }

  @AfterEach
  void stop() throws Exception {
    http.shutdownNow();
    sdk.close();
    slack.close();
  }

  @Test
  void saysWhoTheAppIs() throws IOException, SlackApiException {
    var me = client.authTest(r -> r);

    assertThat(List.of(me.getTeamId(), me.getUserId(), me.getBotId())).containsExactly("T0TEAM", "U0BOT", "B0BOT");
    assertThat(me.getHttpResponseHeaders()).hasEntrySatisfying("x-oauth-scopes",
        scopes -> assertThat(scopes.getFirst()).contains("chat:write"));
    assertThat(client.botsInfo(r -> r.bot("B0BOT")).getBot().getAppId()).isEqualTo("A0RESTORE");
    assertThat(sdk.methods(FakeSlack.APP_TOKEN).authTest(r -> r).isOk()).isTrue();
    slack.manifest("{\"display_information\": {\"name\": \"restorebot\"}}");
    assertThat(sdk.methods(FakeSlack.CONFIGURATION_TOKEN).appsManifestExport(r -> r.appId("A0RESTORE")).getManifest()
        .getDisplayInformation().getName()).isEqualTo("restorebot");
  }

  @Test
  void refusesAsSlackDoes() throws IOException, SlackApiException {
    slack.channel("C0ELSE", "else").privateChannel("C0SECRET", "secret").channel("C0OLD", "old", "U0BOT");
    slack.archive("C0OLD");

    assertThat(error(post("C0NONE", "a"))).isEqualTo("channel_not_found");
    assertThat(error(post("C0ELSE", "a"))).isEqualTo("not_in_channel");
    assertThat(error(post("C0SECRET", "a"))).isEqualTo("channel_not_found");
    assertThat(error(post("C0OLD", "a"))).isEqualTo("is_archived");
    assertThat(error(post(FakeSlack.OPS, ""))).isEqualTo("no_text");
    assertThat(error(sdk.methods("xoxb-wrong").authTest(r -> r))).isEqualTo("invalid_auth");
    assertThat(error(sdk.methods(FakeSlack.BOT_TOKEN).appsConnectionsOpen(r -> r))).isEqualTo("not_allowed_token_type");
    assertThat(error(client.chatUpdate(r -> r.channel(FakeSlack.OPS).ts("1.1").text("a"))))
        .isEqualTo("message_not_found");
    assertThat(error(client.chatPostEphemeral(r -> r.channel(FakeSlack.OPS).user("U0NOBODY").text("a"))))
        .isEqualTo("user_not_in_channel");
    assertThat(error(client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("a").threadTs("1.1"))))
        .isEqualTo("thread_not_found");
    slack.removeScope("usergroups:read");
    var missing = client.usergroupsUsersList(r -> r.usergroup("S0OPS"));
    assertThat(List.of(missing.getError(), missing.getNeeded())).containsExactly("missing_scope", "usergroups:read");
    assertThat(slack.violations()).isEmpty();
    slack.revoke();
    assertThat(error(client.authTest(r -> r))).isEqualTo("token_revoked");
  }

  @Test
  void remembersViolations() throws IOException, SlackApiException {
    assertThat(error(client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("a")
        .blocksAsString("[{\"type\": \"divider\", \"colour\": \"red\"}]")))).isEqualTo("invalid_blocks");
    assertThat(error(client.reactionsAdd(r -> r.name("tada").channel(FakeSlack.OPS).timestamp("1.1"))))
        .isEqualTo("unknown_method");
    var posted = client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("a"));
    assertThat(error(client.chatUpdate(r -> r.channel(FakeSlack.OPS).ts(posted.getTs()).text("x".repeat(4_001)))))
        .isEqualTo("msg_too_long");

    assertThat(slack.violations()).containsExactly("divider 0: unknown field colour", "unknown method reactions.add",
        "an update with a text of 4001 characters");
  }

  @Test
  void keepsThreadsEditsAndTheirHistory() throws IOException, SlackApiException {
    var first = client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("a").blocksAsString(BLOCKS)).getTs();
    client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("other"));
    client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("reply").threadTs(first));
    client.chatUpdate(r -> r.channel(FakeSlack.OPS).ts(first).text("now only text"));

    var all = slack.messages(FakeSlack.OPS);
    assertThat(all.getFirst().blocks()).isEmpty();
    assertThat(all.getFirst().version(0).buttons()).containsExactly("Go");
    assertThat(slack.thread(FakeSlack.OPS, first)).extracting(Message::text).containsExactly("reply");
    slack.delete(all.get(1));
    assertThat(slack.transcript(FakeSlack.OPS)).isEqualTo("""
        restorebot:
          now only text
            restorebot:
              reply
        restorebot:
          (deleted)
        """);
    assertThat(slack.json(FakeSlack.OPS)).contains("\"thread_ts\" : \"ts-1\"").contains("\"ts\" : \"ts-3\"");
    assertThat(error(client.chatUpdate(r -> r.channel(FakeSlack.OPS).ts(all.get(1).ts()).text("b"))))
        .isEqualTo("message_not_found");
  }

  @Test
  void readsPeopleInPages() throws IOException, SlackApiException {
    var members = new ArrayList<String>();
    var cursor = "";
    do {
      var from = cursor;
      var page = client.conversationsMembers(r -> r.channel(FakeSlack.OPS).limit(3).cursor(from));
      members.addAll(page.getMembers());
      cursor = page.getResponseMetadata().getNextCursor();
    } while (!cursor.isEmpty());

    assertThat(members).containsExactly("U0ALICE", "U0BOB", "U0STRANGER", "U0BOT");
    assertThat(slack.calls("conversations.members")).hasSize(2);
    assertThat(client.conversationsInfo(r -> r.channel(FakeSlack.OPS)).getChannel().isMember()).isTrue();
    assertThat(client.usersInfo(r -> r.user("U0BOB")).getUser().getName()).isEqualTo("bob");
    assertThat(client.usergroupsList(r -> r.includeUsers(true)).getUsergroups().getFirst().getUsers())
        .containsExactly("U0BOB");
    assertThat(client.usergroupsUsersList(r -> r.usergroup("S0OPS")).getUsers()).containsExactly("U0BOB");
    slack.fail("usergroups.users.list", "plan_upgrade_required", 1);
    assertThat(error(client.usergroupsUsersList(r -> r.usergroup("S0OPS")))).isEqualTo("plan_upgrade_required");
  }

  @Test
  void takesFiles() throws Exception {
    var ts = client.chatPostMessage(r -> r.channel(FakeSlack.OPS).text("a")).getTs();

    var uploaded =
        client.filesUploadV2(r -> r.channel(FakeSlack.OPS).threadTs(ts).filename("report.txt").title("Report")
            .content("lost: 3 posts\n").initialComment("What would be lost"));

    assertThat(uploaded.isOk()).isTrue();
    assertThat(slack.files()).singleElement().satisfies(file -> {
      assertThat(file.content()).isEqualTo("lost: 3 posts\n");
      assertThat(file.threadTs()).isEqualTo(ts);
    });
    assertThat(slack.thread(FakeSlack.OPS, ts).getFirst().plain()).isEqualTo("What would be lost\n(file report.txt)");
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void letsTriggersAndResponseUrlsExpire() throws Exception {
    var command = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "").request();
    var trigger = Json.text(command, "trigger_id");
    var view = "{\"type\": \"modal\", \"title\": {\"type\": \"plain_text\", \"text\": \"a\"}, \"blocks\": []}";
    assertThat(client.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)).isOk()).isTrue();
    assertThat(error(client.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)))).isEqualTo("exchanged_trigger_id");
    var another = Json.text(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "").request(), "trigger_id");
    slack.pass(Duration.ofSeconds(4));
    assertThat(error(client.viewsOpen(r -> r.triggerId(another).viewAsString(view)))).isEqualTo("expired_trigger_id");
    var url = Json.text(command, "response_url");

    for (var use = 1; use <= 5; use++) {
      assertThat(answer(url, "{\"text\": \"answer\"}").statusCode()).isEqualTo(200);
    }

    assertThat(answer(url, "{\"text\": \"sixth\"}").body()).contains("used_url");
    assertThat(slack.ephemerals("U0ALICE")).hasSize(5);
    var later = Json.text(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "").request(), "response_url");
    slack.pass(Duration.ofMinutes(31));
    assertThat(answer(later, "{\"text\": \"late\"}").body()).contains("expired_url");
  }

  @Test
  void limitsWhoeverPostsTooOften() throws IOException, InterruptedException {
    slack.rateLimit("chat.postMessage", Duration.ofSeconds(7), 1);
    assertThat(posted("told to wait")).isEqualTo("429 7");
    slack.strict();
    assertThat(posted("one")).isEqualTo("200 -");
    assertThat(posted("too soon")).isEqualTo("429 1");
    slack.pass(Duration.ofSeconds(1));
    assertThat(posted("two")).isEqualTo("200 -");

    assertThat(slack.calls("chat.postMessage")).extracting(Call::outcome)
        .containsExactly("ratelimited", "ok", "ratelimited", "ok");
    assertThat(slack.messages(FakeSlack.OPS)).extracting(Message::text).containsExactly("one", "two");
  }

  private String posted(String text) throws IOException, InterruptedException {
    var answer = answer(slack.methodsUrl() + "chat.postMessage",
        Json.object().put("channel", FakeSlack.OPS).put("text", text).toString());
    return answer.statusCode() + " " + answer.headers().firstValue("Retry-After").orElse("-");
  }

  @Test
  void suffersMisfortunes() throws IOException, SlackApiException {
    slack.answer500(1);
    assertThatThrownBy(() -> client.authTest(r -> r)).isInstanceOf(SlackApiException.class).hasMessageContaining("500");
    slack.down();
    assertThatThrownBy(() -> client.authTest(r -> r)).isInstanceOf(IOException.class);
    slack.up();
    assertThat(client.authTest(r -> r).isOk()).isTrue();
    slack.loseAnswer("chat.postMessage", 2);
    assertThatThrownBy(() -> post(FakeSlack.OPS, "lost")).isInstanceOf(IOException.class);
    assertThat(slack.calls("chat.postMessage")).isNotEmpty().allMatch(Call::lost);
    assertThat(slack.messages(FakeSlack.OPS)).hasSameSizeAs(slack.calls("chat.postMessage"));
  }

  @Test
  void losesAnswersWhichTheClientThenAsksForAgain() throws IOException, SlackApiException {
    client.authTest(r -> r); // a connection that was used before
    slack.loseAnswer("chat.postMessage", 1);

    assertThat(post(FakeSlack.OPS, "twice").isOk()).isTrue();

    assertThat(slack.calls("chat.postMessage")).extracting(Call::lost).containsExactly(true, false);
    assertThat(slack.messages(FakeSlack.OPS)).extracting(Message::text).containsExactly("twice", "twice");
  }

  @Test
  void hangsUntilItIsUpAgain() throws Exception {
    slack.hang();

    var answered = http.sendAsync(request(slack.methodsUrl() + "auth.test", "{}"), BodyHandlers.ofString());
    assertThat(slack.calls()).isEmpty();
    slack.up();

    assertThat(answered.get().body()).contains("\"ok\":true");
  }

  @Test
  void tellsWhenNobodyListens() {
    var ack = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds");

    assertThat(ack.delivered()).isFalse();
    assertThatThrownBy(ack::await).isInstanceOf(AssertionError.class).hasMessageContaining("no socket is open");
  }

  private SlackApiTextResponse post(String channel, String text) throws IOException, SlackApiException {
    return client.chatPostMessage(r -> r.channel(channel).text(text));
  }

  private static String error(SlackApiTextResponse response) {
    return String.valueOf(response.getError());
  }

  private HttpResponse<String> answer(String url, String body) throws IOException, InterruptedException {
    return http.send(request(url, body), BodyHandlers.ofString());
  }

  private static HttpRequest request(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + FakeSlack.BOT_TOKEN).POST(BodyPublishers.ofString(body)).build();
  }
}
