package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import dev.restorebot.bot.chat.DoorState;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDoorTest {
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final SigningSecret SECRET = new SigningSecret("0123456789abcdef".toCharArray());
  private static final String COMMAND = "command=%2Frestore&text=pds+latest&user_id=U0ALICE&trigger_id=1.2.3";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger taken = new AtomicInteger();
  private final BlockingQueue<Request<?>> lost = new LinkedBlockingQueue<>();
  private HttpDoor door;

  @BeforeEach
  void open() throws IOException {
    var app = BoltApps.of(Slack.getInstance(), "xoxb-test");
    handle(app);
    door = HttpDoor.open(0, new SignatureCheck(SECRET, () -> NOW), new Reception(app, lost::add), () -> NOW);
  }

  private void handle(App app) {
    app.command("/restore", (request, context) -> {
      taken.incrementAndGet();
      return context.ack("taken: " + request.getPayload().getText());
    });
    app.command("/fail", (_, _) -> {
      throw new IllegalStateException("the disk is full");
    });
    app.command("/break", (_, _) -> {
      throw new StackOverflowError();
    });
    app.command("/mute", (_, _) -> null);
    app.blockAction("approve", (_, context) -> context.ack());
  }

  @AfterEach
  void close() {
    door.close();
    client.close();
  }

  @Test
  void answersACommand() throws Exception {
    var answer = post(COMMAND);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("taken: pds latest");
    assertThat(lost).isEmpty();
  }

  @Test
  void acknowledgesAClick() throws Exception {
    var answer = post(click("approve"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"fail", "break", "mute", "unknown"})
  void saysThatACommandWasNotTaken(String command) throws Exception {
    var answer = post("command=%2F" + command + "&text=x&user_id=U0ALICE");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            "{\"response_type\":\"ephemeral\",\"text\":\"The bot could not take this command. Its log says why.\"}");
    assertThat(lost.poll(10, TimeUnit.SECONDS)).extracting(Request::getRequestType).isEqualTo(RequestType.Command);
  }

  @Test
  void acknowledgesAClickThatIsNotTakenAndTells() throws Exception {
    var answer = post(click("unknown"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(lost.poll(10, TimeUnit.SECONDS)).extracting(Request::getRequestType).isEqualTo(RequestType.BlockAction);
  }

  @ParameterizedTest
  @CsvSource({"payload=%7Bgarbled", "payload=", "nothing", "'{\"type\":\"event_callback\"}'", "'{\"type\":\"news\"}'"})
  void acknowledgesWhatItDoesNotUnderstand(String body) throws Exception {
    var answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void takesNothingThatIsNotSigned() throws Exception {
    assertThat(send(request(COMMAND)).statusCode()).isEqualTo(401);
    assertThat(send(signed(COMMAND, NOW.minusSeconds(301))).statusCode()).isEqualTo(401);
    assertThat(send(signed(COMMAND, NOW.plusSeconds(301))).statusCode()).isEqualTo(401);
    assertThat(send(signed(COMMAND, NOW).POST(BodyPublishers.ofString(COMMAND + "&text=knot"))).statusCode())
        .isEqualTo(401);
    assertThat(send(signed(COMMAND, NOW).header("X-Slack-Signature", signature(COMMAND, NOW))).statusCode())
        .isEqualTo(401);

    assertThat(taken).hasValue(0);
    assertThat(lost).isEmpty();
  }

  @Test
  void saysNothingToThoseItRefuses() throws Exception {
    assertThat(send(request(COMMAND)).body()).isEmpty();
  }

  @Test
  void provesItsAddressToSlackOnly() throws Exception {
    var challenge = "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV\"}";

    assertThat(post(challenge).body()).contains("3eZbrw1aBm2rZgRNFdxV");
    assertThat(send(request(challenge)).statusCode()).isEqualTo(401);
  }

  @Test
  void answersWhetherItsCertificateIsGood() throws Exception {
    assertThat(send(request("token=t&ssl_check=1")).statusCode()).isEqualTo(200);
    assertThat(send(request("ssl_check=1&" + COMMAND)).statusCode()).isEqualTo(401);
    assertThat(send(request("ssl_check=1&payload=%7B%7D")).statusCode()).isEqualTo(401);
    assertThat(taken).hasValue(0);
  }

  @Test
  void takesNoMoreThanAMegabyte() throws Exception {
    var padding = "&padding=" + "x".repeat((1 << 20) - COMMAND.length() - "&padding=".length());

    assertThat(post(COMMAND + padding).statusCode()).isEqualTo(200);
    assertThat(post(COMMAND + padding + "x").statusCode()).isEqualTo(413);
    assertThat(taken).hasValue(1);
  }

  @Test
  void hasNoOtherPageAndNoOtherMethod() throws Exception {
    assertThat(send(signed(COMMAND, NOW).uri(uri("/slack/events/more"))).statusCode()).isEqualTo(404);
    assertThat(send(signed(COMMAND, NOW).uri(uri("/"))).statusCode()).isEqualTo(404);
    assertThat(send(signed(COMMAND, NOW).GET()).statusCode()).isEqualTo(405);
    assertThat(taken).hasValue(0);
  }

  @Test
  void isOpen() {
    assertThat(door.state()).isEqualTo(new DoorState.Open(NOW));
  }

  private static String click(String action) {
    return "payload=" + URLEncoder.encode("""
        {"type":"block_actions","user":{"id":"U0BOB"},"actions":[{"type":"button","action_id":"%s","value":"v"}]}"""
        .formatted(action), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(signed(body, NOW));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder signed(String body, Instant at) {
    return request(body).header("X-Slack-Request-Timestamp", Long.toString(at.getEpochSecond()))
        .header("X-Slack-Signature", signature(body, at));
  }

  private HttpRequest.Builder request(String body) {
    return HttpRequest.newBuilder(uri("/slack/events")).POST(BodyPublishers.ofString(body));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  private static String signature(String body, Instant at) {
    var signed = "v0:" + at.getEpochSecond() + ":" + body;
    return "v0=" + HexFormat.of().formatHex(SECRET.mac().doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
