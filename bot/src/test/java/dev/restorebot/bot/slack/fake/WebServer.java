package dev.restorebot.bot.slack.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.bot.slack.fake.Trouble.Misfortune;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP side: the Web API, uploads, and answers to response URLs. Thread-safe.
final class WebServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  static final Duration LONG = Duration.ofMinutes(10);

  private final Watch watch;
  private final Workspace workspace;
  private final Trouble trouble;
  private final HttpServer server;

  /// What goes back; `code` is the HTTP status.
  private record Answer(int code, String body, Duration retryAfter, boolean lost) {}

  WebServer(Watch watch, Workspace workspace, Trouble trouble) throws IOException {
    this.watch = watch;
    this.workspace = workspace;
    this.trouble = trouble;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  int port() {
    return server.getAddress().getPort();
  }

  void serve(Methods methods, FileMethods files, ResponseUrls responseUrls) {
    server.createContext("/api/", exchange -> {
      var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      answer(exchange, "/api/", (method, given) -> {
        var token = header.startsWith("Bearer ") ? header.substring(7) : given.text("token");
        return methods.answer(method, token, given.without("token"));
      });
    });
    server.createContext("/response/", exchange -> answer(exchange, "/response/", (id, given) -> {
      responseUrls.respond(id, Json.parse(given.text("body")));
      return Json.object().put("ok", true);
    }));
    server.createContext("/upload/", exchange -> answer(exchange, "/upload/", (id, given) -> {
      return Json.object().put("ok", files.upload(id, given.text("body"), Integer.parseInt(given.text("bytes"))));
    }));
    server.start();
  }

  /// Does what a request asks for.
  private interface Work {
    ObjectNode answer(String name, Arguments arguments);
  }

  private void answer(HttpExchange exchange, String under, Work work) throws IOException {
    try (exchange) { // closed before it was answered, the connection breaks
      var bytes = exchange.getRequestBody().readAllBytes();
      var body = new String(bytes, StandardCharsets.UTF_8);
      watch.await(() -> watch.see(() -> !trouble.hanging()), LONG);
      if (watch.see(trouble::down)) {
        return;
      }
      var name = exchange.getRequestURI().getPath().substring(under.length());
      var arguments = "/api/".equals(under)
          ? arguments(exchange, body)
          : new Arguments(Map.of("body", body, "bytes", String.valueOf(bytes.length)));
      var method = "/api/".equals(under) ? name : under.replace("/", "");
      var answer = watch.make(() -> perform(method, name, arguments, work));
      if (!answer.lost()) {
        send(exchange, answer);
      }
    }
  }

  private static Arguments arguments(HttpExchange exchange, String body) {
    var type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return Arguments.of(query, type, body);
  }

  private Answer perform(String method, String name, Arguments arguments, Work work) {
    var misfortune = trouble.next(method, arguments.text("channel"));
    var answer = misfortune.map(what -> switch (what) {
      case Misfortune.Status(var code, var retryAfter) -> new Answer(code, refused(code), retryAfter, false);
      case Misfortune.Refused(var error) -> answer(method, new Refusal(error).answer(), false);
      case Misfortune.Lost() -> answer(method, attempt(name, arguments, work), true);
    }).orElseGet(() -> answer(method, attempt(name, arguments, work), false));
    var outcome = answer.body().startsWith("{") ? outcome(answer.body()) : Integer.toString(answer.code());
    workspace.calls().add(new Call(workspace.now(), method, arguments.without("token").values(), outcome, answer.body(),
        answer.lost()));
    return answer;
  }

  private static ObjectNode attempt(String name, Arguments arguments, Work work) {
    try {
      return work.answer(name, arguments);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private static Answer answer(String method, ObjectNode answer, boolean lost) {
    var isMethod = method.contains("."); // elsewhere the status tells it, too
    return new Answer(isMethod || answer.path("ok").asBoolean() ? OK : NOT_FOUND, answer.toString(), Duration.ZERO,
        lost);
  }

  private static String refused(int code) {
    return code == TOO_MANY ? "{\"ok\":false,\"error\":\"ratelimited\"}" : "<html>server error</html>";
  }

  private static String outcome(String body) {
    var answer = Json.parse(body);
    return answer.path("ok").asBoolean(false) ? "ok" : Json.text(answer, "error");
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.add("Content-Type", "application/json; charset=utf-8");
    headers.add("x-oauth-scopes", watch.see(() -> workspace.app().provided()));
    if (!answer.retryAfter().isZero()) {
      headers.add("Retry-After", Long.toString(answer.retryAfter().toSeconds()));
    }
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.code(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
