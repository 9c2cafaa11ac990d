package dev.restorebot.bot.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.health.HealthServer.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthServerTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-25T14:00:00Z"));

  @Test
  void saysWhetherTheBotStillWorks() throws IOException, InterruptedException {
    var pulse = new Pulse(now::get, Duration.ofMinutes(1));
    try (var server = HealthServer.open(0, pulse::beats, () -> false, Map.of())) {
      assertThat(status(server, "/livez")).isEqualTo(200);
      now.set(now.get().plusSeconds(61));
      assertThat(status(server, "/livez")).isEqualTo(503);
      pulse.beat();
      assertThat(status(server, "/livez")).isEqualTo(200);
      assertThat(status(server, "/readyz")).isEqualTo(503);
      assertThat(status(server, "/other")).isEqualTo(404);
    }
  }

  @Test
  void saysInWordsHowAConnectionStands() throws IOException, InterruptedException {
    var answer = new AtomicReference<>(new Probe(true, "open since noon"));
    try (var server = HealthServer.open(0, () -> true, () -> true, Map.of("/slackz", answer::get))) {
      assertThat(asked(server, "/slackz")).extracting(HttpResponse::statusCode, HttpResponse::body)
          .containsExactly(200, "open since noon\n");
      answer.set(new Probe(false, "disabled: Slack has switched the link off"));
      assertThat(asked(server, "/slackz")).extracting(HttpResponse::statusCode, HttpResponse::body)
          .containsExactly(503, "disabled: Slack has switched the link off\n");
    }
  }

  private static int status(HealthServer server, String path) throws IOException, InterruptedException {
    return asked(server, path).statusCode();
  }

  private static HttpResponse<String> asked(HealthServer server, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
