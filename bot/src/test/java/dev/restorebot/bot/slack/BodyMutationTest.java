package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.slack.BodyMutation.Sent;
import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.bot.slack.door.HttpDoor;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.SignedRequest;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunState;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a stranger does in Slack, made wrong in every way that came to mind and signed as Slack signs: each request has its answer in time,
/// none decides anything, and afterwards the bot answers and obeys those whom it should.
class BodyMutationTest {
  private static final long SEED = 20_261_128;
  private static final String RESTORE = "/restore pds latest-before 2026-02-25";
  private static final int LARGEST = 1 << 20;

  private final List<SignedRequest> seen = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private URI door = URI.create("http://127.0.0.1:1/");

  @TempDir
  private Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void answersFiveHundred() throws Exception {
    mutate(SEED, 500);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void answersTenThousand() throws Exception {
    mutate(SEED + 1, 10_000);
  }

  private void mutate(long seed, int count) throws Exception {
    var random = new Random(seed);
    var mutation = new BodyMutation(random);
    var tally = new TreeMap<String, Integer>();
    try (var world = SlackWorld.open(folder, UnaryOperator.identity(), Parts.over(this::open))) {
      world.says(ALICE, RESTORE);
      var right = right(world);
      var before = waiting(world);
      for (var i = 0; i < count; i++) {
        var sent = mutation.of(right.get(random.nextInt(right.size())));
        var what = "request %d of seed %d: %s".formatted(i, seed, shown(sent));
        tally.merge(answered(sent, what), 1, Integer::sum);
        if (i % 20 == 19) {
          world.settle();
          assertNothingIsDecided(world, before, "one of the last 20 until " + what);
        }
        if (i % 100 == 99) {
          assertThat(world.says(ALICE, "/restore status").text()).as("after " + what).startsWith("Understood");
        }
      }
      world.clicks(BOB, "Approve");
      assertThat(world.having("Replace data")).isNotNull();
    }
    System.out.println("%d mutated requests of Slack (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("answered", "acknowledged");
  }

  private Door open(FakeSlack slack, Reception reception) {
    var opened = Entrance.http(request -> {
      seen.add(request);
      return request;
    }).open(slack, reception);
    door = URI.create("http://127.0.0.1:" + ((HttpDoor) opened).port() + "/slack/events");
    return opened;
  }

  /// What the stranger does, as Slack sends it.
  private List<Sent> right(SlackWorld world) throws InterruptedException {
    var gate = world.having("Approve");
    seen.clear();
    world.says(STRANGER, "/restore status");
    world.says(STRANGER, "/restore pds");
    for (var label : List.of("Approve", "Deny", "Cancel")) {
      if (gate.buttons().contains(label)) {
        world.slack().clickOld(STRANGER, gate, label).await();
      }
    }
    world.settle();
    var right = new ArrayList<Sent>();
    seen.forEach(request -> right.add(Sent.of(request.headers().getOrDefault("content-type", ""), request.body())));
    var click = right.stream().filter(sent -> sent.text().contains("approve")).findFirst().orElseThrow();
    right.addAll(forms(URLDecoder.decode(click.text().substring("payload=".length()), StandardCharsets.UTF_8)));
    right.add(Sent.of("application/json",
        """
            {"token":"x","team_id":"T0TEAM","type":"event_callback","event_id":"Ev1","event_time":1,"event":{"type":"app_mention",\
            "user":"U0STRANGER","text":"<@U0BOT> approve","channel":"C0OPS","ts":"1.1"}}"""));
    right.add(Sent.of("application/json", "{\"type\":\"url_verification\",\"challenge\":\"x\",\"token\":\"x\"}"));
    return right;
  }

  /// Forms that carry what the button of `click` does.
  private static List<Sent> forms(String click) {
    var value = click.replaceAll("(?s).*\"value\":(\"(?:[^\"\\\\]++|\\\\.)*+\").*", "$1");
    var glass =
        value.replace("\\\"run\\\"", "\\\"breakGlass\\\"").replaceAll(",\\\\\"choice\\\\\":\\\\\"[a-z]+\\\\\"", "");
    return List.of(form("restorebot:confirm", value), form("restorebot:break-glass", glass),
        form("restorebot:break-glass", value));
  }

  private static Sent form(String question, String metadata) {
    var json =
        """
            {"type":"view_submission","team":{"id":"T0TEAM","domain":"team"},"user":{"id":"U0STRANGER","username":"stranger","name":"stranger",\
            "team_id":"T0TEAM"},"api_app_id":"A0","token":"x","trigger_id":"1.1","view":{"id":"V0","team_id":"T0TEAM","type":"modal",\
            "callback_id":"%s","private_metadata":%s,"hash":"1","state":{"values":{"confirm":{"confirm":{"type":"plain_text_input",\
            "value":"pds"}},"reason":{"reason":{"type":"plain_text_input","value":"nobody is there, and it has to be done"}}}}},"response_urls":[]}"""
            .formatted(question, metadata);
    return Sent.of("application/x-www-form-urlencoded", "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
  }

  private String answered(Sent sent, String what) throws InterruptedException {
    var at = Long.toString(Instant.now().getEpochSecond());
    var request = HttpRequest.newBuilder(door).POST(HttpRequest.BodyPublishers.ofByteArray(sent.body()))
        .timeout(Duration.ofSeconds(10))
        .header("x-slack-request-timestamp", at)
        .header("x-slack-signature", "v0=" + code("v0:" + at + ":", sent.body()));
    if (!sent.contentType().isEmpty()) {
      request.header("content-type", sent.contentType());
    }
    var began = System.nanoTime();
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what + " is answered after").isLessThan(Ack.IN_TIME);
      if (sent.content().length() > LARGEST) {
        return "too large";
      }
      assertThat(answer.statusCode()).as(what).isEqualTo(200);
      return answer.body().isEmpty() ? "acknowledged" : "answered";
    } catch (IOException e) {
      if (sent.content().length() <= LARGEST) {
        fail(what + " has no answer: " + e, e);
      }
      return "too large";
    }
  }

  private static RunState waiting(SlackWorld world) {
    return world.bot().wiring().engine().ledger().runs().getFirst().state();
  }

  private static void assertNothingIsDecided(SlackWorld world, RunState before, String what) {
    assertThat(world.bot().wiring().engine().ledger().entriesAfter(0).stream().filter(BodyMutationTest::decides))
        .as(what)
        .isEmpty();
    assertThat(waiting(world)).as(what).isEqualTo(before);
  }

  private static boolean decides(Entry entry) {
    return (entry.event() instanceof Chosen chosen && chosen.ruling().counts()) || entry.event() instanceof GlassBroken;
  }

  private static String code(String head, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(FakeSlack.SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shown(Sent sent) {
    var text = sent.contentType() + " " + sent.text();
    return text.length() > 3000 ? text.substring(0, 3000) + "…" : text;
  }
}
