package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import dev.restorebot.bot.health.HealthServer;
import dev.restorebot.bot.http.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that never finish, with the limits that hold in a cluster.
@Timeout(60)
class CrowdedHttpDoorTest {
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final SigningSecret SECRET = new SigningSecret("0123456789abcdef".toCharArray());
  private static final String COMMAND = "command=%2Frestore&text=pds+latest&user_id=U0ALICE&trigger_id=1.2.3";
  private static final String LINE = "POST /slack/events HTTP/1.1\r\nHost: h\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private final AtomicInteger taken = new AtomicInteger();
  private HttpDoor door;

  @BeforeEach
  void open() throws IOException {
    var app = BoltApps.of(Slack.getInstance(), "xoxb-test");
    app.command("/restore", (_, context) -> {
      taken.incrementAndGet();
      return context.ack("taken");
    });
    door = HttpDoor.open(0, new SignatureCheck(SECRET, () -> NOW), new Reception(app, _ -> {}), () -> NOW);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @ParameterizedTest
  @CsvSource({"64, half a head", "300, half a head", "64, no body", "300, no body", "64, half a body",
      "300, half a body",
      "300, half a check of the certificate", "300, nothing"})
  void hearsSlackHoweverManyNeverFinish(int count, String what) throws IOException {
    var crowd = Visitor.crowd(count, door.port(), start(what));
    try (var slack = Visitor.at(door.port()).say(signed(COMMAND, NOW) + "\r\n" + COMMAND)) {
      assertThat(slack.status()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(taken).hasValue(1);
      assertThat(door.connections()).isLessThanOrEqualTo(HttpDoor.LIMITS.connections());
    } finally {
      crowd.forEach(Visitor::close);
    }
  }

  private static String start(String what) {
    return switch (what) {
      case "half a head" -> LINE + "X-Slack-Sig";
      case "no body" -> signed(COMMAND, NOW) + "\r\n";
      case "half a body" -> signed(COMMAND, NOW) + "\r\n" + COMMAND.substring(10);
      case "half a check of the certificate" -> LINE + FORM + "Content-Length: 19\r\n\r\ntoken=";
      default -> "";
    };
  }

  @Test
  void theProbesAreAnsweredMeanwhile() throws IOException {
    try (var health = HealthServer.open(0, () -> true, () -> true, Map.of())) {
      var crowd = Visitor.crowd(300, door.port(), signed(COMMAND, NOW) + "\r\n");
      crowd.addAll(Visitor.crowd(300, health.port(), "GET /livez HT"));
      for (var path : List.of("/livez", "/readyz")) {
        try (var kubelet = Visitor.at(health.port()).say("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")) {
          assertThat(kubelet.status()).isEqualTo("HTTP/1.1 200 OK");
        }
      }
      crowd.forEach(Visitor::close);
    }
  }

  /// Of each only the head is sent.
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n",
      FORM + "Content-Length: 257\r\n",
      FORM + "Transfer-Encoding: chunked\r\n", "Content-Type: application/json\r\nContent-Length: 9\r\n",
      "X-Slack-Request-Timestamp: 1772107200\r\nContent-Length: 9\r\n",
      "X-Slack-Request-Timestamp: 1772107200\r\nX-Slack-Signature: v0=12\r\nContent-Length: 9\r\n"})
  void refusesByTheHeadWhatCannotBeSlacks(String headers) throws IOException {
    try (var visitor = Visitor.at(door.port()).say(LINE + headers + "\r\n")) {
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 401 Unauthorized");
    }
  }

  @Test
  void refusesByTheHeadWhatIsStale() throws IOException {
    for (var at : List.of(NOW.minusSeconds(301), NOW.plusSeconds(301))) {
      try (var visitor = Visitor.at(door.port()).say(signed(COMMAND, at) + "\r\n")) {
        assertThat(visitor.status()).isEqualTo("HTTP/1.1 401 Unauthorized");
      }
    }
  }

  @Test
  void takesNoMoreThanAMegabyteInPieces() throws IOException {
    var body = COMMAND + "&padding=" + "x".repeat(1 << 20);
    var head = signed(body, NOW).replaceAll("Content-Length: .*\r\n", "Transfer-Encoding: chunked\r\n");
    try (var visitor = Visitor.at(door.port()).say(head + "\r\n" + Integer.toHexString(body.length()) + "\r\n")) {
      visitor.trySay(body);
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 413 Payload Too Large");
    }
    assertThat(taken).hasValue(0);
  }

  private static String signed(String body, Instant at) {
    var seconds = at.getEpochSecond();
    var mac = SECRET.mac().doFinal(("v0:" + seconds + ":" + body).getBytes(StandardCharsets.UTF_8));
    return LINE + FORM + "X-Slack-Request-Timestamp: " + seconds + "\r\nX-Slack-Signature: v0="
        + HexFormat.of().formatHex(mac) + "\r\nContent-Length: " + body.length() + "\r\n";
  }
}
