package dev.restorebot.bot.slack.door;

import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.bot.slack.door.Reception.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Slack's requests over HTTP, at `/slack/events`. Nothing unsigned gets to Bolt; to Slack itself every answer is a 200,
/// for anything else would show people an error that does not say what is wrong. Speaks no TLS: an ingress does. Thread-safe.
public final class HttpDoor implements Door {
  private static final String PATH = "/slack/events";
  private static final int MOST_BYTES = 1 << 20;
  private static final int SECONDS_TO_FINISH = 2;
  private static final int MOST_AT_ONCE = 64;
  private static final Pattern SSL_CHECK = Pattern.compile("(?:.*&)?ssl_check=1(?:&.*)?", Pattern.DOTALL);
  private static final Pattern MORE_THAN_THAT = Pattern.compile("(?:.*&)?(?:command|payload)=.*", Pattern.DOTALL);

  private final HttpServer server;
  /// No virtual threads: those that compute, or are in SQLite, let the others wait, and people wait for this.
  private final ExecutorService threads =
      Executors.newFixedThreadPool(MOST_AT_ONCE, Thread.ofPlatform().daemon().name("slack-request-", 0).factory());
  private final SignatureCheck check;
  private final Reception reception;
  private final SlackRequestParser parser;
  private final DoorState state;

  private HttpDoor(HttpServer server, SignatureCheck check, Reception reception, DoorState state) {
    this.server = server;
    this.check = check;
    this.reception = reception;
    this.parser = new SlackRequestParser(reception.config());
    this.state = state;
  }

  /// Listens on `port`, or on one that is free if that is 0.
  ///
  /// @throws IOException if the port cannot be had
  public static HttpDoor open(int port, SignatureCheck check, Reception reception, InstantSource time)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    var door = new HttpDoor(server, check, reception, new DoorState.Open(time.instant()));
    server.setExecutor(door.threads);
    server.createContext("/", door::handle);
    server.start();
    return door;
  }

  private void handle(HttpExchange exchange) throws IOException {
    var answer = Answer.taken("", "");
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        refuse(exchange, 404);
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        refuse(exchange, 405);
        return;
      }
      var bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        refuse(exchange, 413);
        return;
      }
      var body = new String(bytes, StandardCharsets.UTF_8);
      if (!isSslCheck(body)) {
        if (!signed(exchange, bytes)) {
          refuse(exchange, 401);
          return;
        }
        answer = reception.answer(() -> parser.parse(request(exchange, body)));
      }
      send(exchange, answer);
    } finally {
      reception.afterwards(answer);
    }
  }

  /// Slack looks now and then whether the certificate is good; there is nothing in it, and it need not be signed.
  private static boolean isSslCheck(String body) {
    return SSL_CHECK.matcher(body).matches() && !MORE_THAN_THAT.matcher(body).matches();
  }

  private boolean signed(HttpExchange exchange, byte[] body) {
    return check.holds(header(exchange, "X-Slack-Request-Timestamp"), header(exchange, "X-Slack-Signature"), body);
  }

  private static List<String> header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getOrDefault(name, List.of());
  }

  private static SlackRequestParser.HttpRequest request(HttpExchange exchange, String body) {
    return SlackRequestParser.HttpRequest.builder().requestUri(PATH).queryString(Map.of()).requestBody(body)
        .headers(new RequestHeaders(exchange.getRequestHeaders()))
        .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress()).build();
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// Where it listens.
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public DoorState state() {
    return state;
  }

  @Override
  public void close() {
    server.stop(SECONDS_TO_FINISH);
    threads.shutdownNow();
  }
}
