package dev.restorebot.xrpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// One request, one bounded answer: no redirect is followed, no answer is waited for longer than told or read further
/// than told, and no failure is thrown. Thread-safe.
public final class Xrpc {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int BODY_LIMIT = 256 * 1024;
  private static final int TEXT_LIMIT = 200;
  /// What says two things says nothing.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// How long an answer may take for which a person waits: longer than a service itself waits for a directory that does not answer, which
  /// is 3 s and what it takes to notice (3.7 s measured).
  private static final Duration HASTE = Duration.ofSeconds(5);

  private final HttpClient client;
  private final Duration patience;
  private final int limit;

  /// @param patience how long a whole answer may take
  public Xrpc(Duration patience) {
    this(patience, BODY_LIMIT);
  }

  /// @param patience how long a whole answer may take
  /// @param limit how many bytes of it are read
  public Xrpc(Duration patience, int limit) {
    this(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).build(),
        patience,
        limit);
  }

  private Xrpc(HttpClient client, Duration patience, int limit) {
    this.client = client;
    this.patience = patience;
    this.limit = limit;
  }

  /// The same connections, for somebody who waits: an answer may take 5 s.
  public Xrpc inHaste() {
    return new Xrpc(client, HASTE, limit);
  }

  /// What came back, as it came.
  public sealed interface Reply {
    /// A whole answer.
    record Whole(HttpResponse<byte[]> response) implements Reply {}

    /// No answer.
    record Missing(String reason) implements Reply {}
  }

  /// What came back.
  public sealed interface Response {
    /// An answer. `json` is missing if it was not JSON.
    record Received(int status, JsonNode json) implements Response {}

    /// No answer.
    record Missed(String reason) implements Response {}
  }

  /// Asks `method`, with one parameter in the query.
  public Response get(URI service, String method, String parameter, String value) {
    return get(service, method, Map.of(parameter, value));
  }

  /// Asks `method`, with `parameters` in the query.
  public Response get(URI service, String method, Map<String, String> parameters) {
    var query = parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return ask(HttpRequest.newBuilder(at(service, method + "?" + query)).GET());
  }

  /// Asks `method`.
  public Response get(URI service, String method) {
    return ask(HttpRequest.newBuilder(at(service, method)).GET());
  }

  /// Asks for `path`, which is no method: below `service`, with its query, and encoded already.
  public Reply fetch(URI service, String path) {
    return reply(HttpRequest.newBuilder(URI.create(base(service) + "/" + path)).GET());
  }

  /// Calls `method` with one field in a JSON body.
  public Response post(URI service, String method, String field, String value) {
    return post(service, method, Map.of(field, value), "");
  }

  /// Calls `method` with a JSON body, for who has the token `bearer`; nobody has the empty one. Without fields it has no body.
  public Response post(URI service, String method, Map<String, ?> fields, String bearer) {
    var request = HttpRequest.newBuilder(at(service, method));
    if (!bearer.isEmpty()) {
      request.header("authorization", "Bearer " + bearer);
    }
    return ask(fields.isEmpty()
        ? request.POST(HttpRequest.BodyPublishers.noBody())
        : request.header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields))));
  }

  /// The text of `field`, cut and without control characters; empty if it is not there or not text.
  public static String text(JsonNode json, String field) {
    var node = json.path(field);
    if (!node.isString()) {
      return "";
    }
    var text = node.stringValue().replaceAll("\\p{Cntrl}", " ").strip();
    return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) + "…" : text;
  }

  private static URI at(URI service, String rest) {
    return URI.create(base(service) + "/xrpc/" + rest);
  }

  private static String base(URI service) {
    var base = service.toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private Response ask(HttpRequest.Builder builder) {
    return switch (reply(builder)) {
      case Reply.Whole(var response) -> new Response.Received(response.statusCode(), json(response.body()));
      case Reply.Missing(var reason) -> new Response.Missed(reason);
    };
  }

  private Reply reply(HttpRequest.Builder builder) {
    var request = builder.header("user-agent", "restorebot").timeout(patience).build();
    var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit));
    try {
      return new Reply.Whole(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Reply.Missing("no whole answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Reply.Missing(reason(Objects.requireNonNullElse(e.getCause(), e)));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Reply.Missing("the question was interrupted");
    }
  }

  /// What a body says; missing if it is not JSON.
  public static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " s";
      case HttpTimeoutException _ -> "no answer in time";
      case ConnectException _ -> "connection refused, or no such host";
      case IOException e when e.getMessage() != null && e.getMessage().contains("capacity") ->
        "an answer that is too long";
      default -> "the connection broke (" + cause.getClass().getSimpleName() + ")";
    };
  }
}
