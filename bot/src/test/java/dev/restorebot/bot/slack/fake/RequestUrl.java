package dev.restorebot.bot.slack.fake;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Where the app is reached by HTTP instead of Socket Mode. Thread-safe.
final class RequestUrl implements AutoCloseable {
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
  private final URI uri;
  private final UnaryOperator<SignedRequest> onTheWay;

  RequestUrl(URI uri, UnaryOperator<SignedRequest> onTheWay) {
    this.uri = uri;
    this.onTheWay = onTheWay;
  }

  /// Hears what the app answers.
  interface Answered {
    void acknowledged(JsonNode payload);

    /// Told -1 if there was no answer.
    void refused(int status);
  }

  /// Sends without waiting.
  void send(Ack ack, SlackTime time, Answered answered) {
    ack.departs();
    var signed = onTheWay.apply(request(ack, time));
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(signed.body()));
    signed.headers().forEach(request::header);
    var _ = client.sendAsync(request.build(), BodyHandlers.ofString()).handle((response, failure) -> {
      if (failure == null && response.statusCode() == OK) {
        answered.acknowledged(payload(response));
      } else {
        answered.refused(failure == null ? response.statusCode() : -1);
      }
      return true;
    });
  }

  private static SignedRequest request(Ack ack, SlackTime time) {
    var sent = ack.sent();
    var now = time.instant();
    return switch (sent.type()) {
      case "events_api" -> {
        var event = SignedRequest.of("application/json", sent.payload().toString(), now);
        yield ack.retries() == 0
            ? event
            : event.with("x-slack-retry-num", Integer.toString(ack.retries())).with("x-slack-retry-reason",
                "http_timeout");
      }
      case "slash_commands" -> SignedRequest.of("application/x-www-form-urlencoded",
          sent.payload().properties().stream()
              .map(field -> field.getKey() + "=" + encoded(field.getValue().asString("")))
              .collect(Collectors.joining("&")),
          now);
      default ->
        SignedRequest.of("application/x-www-form-urlencoded", "payload=" + encoded(sent.payload().toString()), now);
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode payload(HttpResponse<String> response) {
    var body = response.body();
    if (body.isBlank()) {
      return Json.object();
    }
    return body.startsWith("{") ? Json.parse(body) : Json.object().put("text", body);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
