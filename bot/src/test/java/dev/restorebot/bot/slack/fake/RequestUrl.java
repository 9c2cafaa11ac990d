package dev.restorebot.bot.slack.fake;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
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

  /// Sends without waiting; tells the watch of what came back.
  void send(Ack ack, Watch watch, SlackTime time) {
    ack.departs();
    var signed = onTheWay.apply(request(ack.sent(), time));
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(signed.body()));
    signed.headers().forEach(request::header);
    CompletableFuture<?> answered = client.sendAsync(request.build(), BodyHandlers.ofString())
        .handle((response, failure) -> {
          watch.change(() -> {
            if (failure != null) {
              ack.refused(-1);
            } else if (response.statusCode() == OK) {
              ack.arrives(payload(response));
            } else {
              ack.refused(response.statusCode());
            }
          });
          return true;
        });
    assert answered != null; // nobody waits for it
  }

  private static SignedRequest request(Ack.Sent sent, SlackTime time) {
    var now = time.instant();
    return switch (sent.type()) {
      case "events_api" -> {
        var event = SignedRequest.of("application/json", sent.payload().toString(), now);
        yield sent.retry() == 0
            ? event
            : event.with("x-slack-retry-num", Integer.toString(sent.retry())).with("x-slack-retry-reason",
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
