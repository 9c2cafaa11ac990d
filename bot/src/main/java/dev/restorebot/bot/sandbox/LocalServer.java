package dev.restorebot.bot.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An HTTP server of the sandbox on a fixed port, reachable from this machine only. Thread-safe.
final class LocalServer {
  private static final int BODY_LIMIT = 64 * 1024;
  private static final Pattern AMPERSAND = Pattern.compile("&");

  private final String name;
  private final Responder responder;
  private int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /// @param port 0 for any; it stays the same from the first start on
  LocalServer(String name, int port, Responder responder) {
    this.name = name;
    this.port = port;
    this.responder = responder;
  }

  /// Answers one request.
  @FunctionalInterface
  interface Responder {
    Answer answer(Request request);
  }

  /// @param query as it came
  record Request(String method, String path, @Nullable String query, String body) {
    /// The value of a parameter of the query.
    Optional<String> parameter(String name) {
      return AMPERSAND.splitAsStream(query == null ? "" : query).filter(pair -> pair.startsWith(name + "="))
          .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8)).findFirst();
    }
  }

  /// An answer; empty bodies are sent without a type.
  record Answer(int status, String body, String type) {
    /// An answer in JSON.
    Answer(int status, String body) {
      this(status, body, "application/json; charset=utf-8");
    }
  }

  synchronized void start() {
    if (server != null) {
      return;
    }
    var next = Port.take(name, port,
        () -> HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    var pool = Executors.newVirtualThreadPerTaskExecutor();
    next.setExecutor(pool);
    next.createContext("/", this::handle);
    next.start();
    port = next.getAddress().getPort();
    server = next;
    threads = pool;
  }

  /// Refuses connections from now on, and returns when every answer under way has been given.
  synchronized void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (threads != null) {
      threads.close();
    }
    server = null;
    threads = null;
  }

  synchronized boolean running() {
    return server != null;
  }

  synchronized URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
      var answer =
          responder.answer(new Request(exchange.getRequestMethod(), uri.getPath(), uri.getRawQuery(), body));
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0) {
        exchange.getResponseHeaders().set("content-type", answer.type());
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
