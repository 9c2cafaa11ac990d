package dev.restorebot.bot.slack.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.model.event.AppMentionEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The signature is checked by Bolt's own verifier.
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class HttpModeTest {
  private final List<String> retries = new CopyOnWriteArrayList<>();
  private FakeSlack slack;
  private App app;
  private SlackRequestParser parser;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    slack = FakeSlack.start();
    var settings = new SlackConfig();
    settings.setMethodsEndpointUrlPrefix(slack.methodsUrl());
    var config = AppConfig.builder().slack(Slack.getInstance(settings)).singleTeamBotToken(FakeSlack.BOT_TOKEN)
        .signingSecret(FakeSlack.SIGNING_SECRET).build();
    app = new App(config);
    parser = new SlackRequestParser(config);
    app.command("/restore", (request, context) -> context.ack("Understood: " + request.getPayload().getText()));
    app.event(AppMentionEvent.class, (_, context) -> {
      retries.add(String.valueOf(context.getRetryNum()));
      return context.ack();
    });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/slack/events", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    app.stop();
    slack.close();
  }

  @Test
  void signsWhatItSends() {
    deliver(UnaryOperator.identity());

    assertThat(slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds & \"knot\" = ü").text())
        .isEqualTo("Understood: pds &amp; \"knot\" = ü");
    assertThat(slack.ephemerals("U0ALICE")).hasSize(1);
    var mention = slack.mention("U0ALICE", FakeSlack.OPS, "status").await();
    slack.retry(mention).await();
    assertThat(retries).containsExactly("null", "1");
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void isNotBelievedOnceTamperedWith() {
    for (UnaryOperator<SignedRequest> tampering : List.<UnaryOperator<SignedRequest>>of(
        request -> request.with("x-slack-signature", "v0=0000"), request -> request.without("x-slack-signature"),
        request -> request.withBody(request.body().replace("U0ALICE", "U0BOB")),
        request -> request.signed(Instant.now().minusSeconds(301)))) {
      deliver(tampering);

      var ack = slack.command("U0ALICE", FakeSlack.OPS, "/restore", "pds");
      slack.await("it is refused", () -> ack.status() != 0);

      assertThat(ack.status()).isEqualTo(401);
      assertThat(ack.acked()).isFalse();
    }
  }

  private void deliver(UnaryOperator<SignedRequest> onTheWay) {
    slack.deliverTo(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events"), onTheWay);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var response = app.run(parser.parse(SlackRequestParser.HttpRequest.builder().requestUri("/slack/events")
          .queryString(Map.of()).headers(new RequestHeaders(exchange.getRequestHeaders())).requestBody(body)
          .remoteAddress("127.0.0.1").build()));
      var answer = Optional.ofNullable(response.getBody()).orElse("").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.getStatusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
