package dev.restorebot.bot.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Answers two questions over HTTP: `/livez`, does the bot still work, and `/readyz`, can it be asked for something. 200 is
/// yes, 503 no. Thread-safe.
public final class HealthServer implements AutoCloseable {
  private static final int YES = 200;
  private static final int NO = 503;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /// Answers on `port`, or on one that is free if that is 0.
  public static HealthServer open(int port, BooleanSupplier lives, BooleanSupplier ready) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/livez", exchange -> answer(exchange, lives));
    server.createContext("/readyz", exchange -> answer(exchange, ready));
    server.start();
    return new HealthServer(server);
  }

  private static void answer(HttpExchange exchange, BooleanSupplier question) throws IOException {
    try (exchange) {
      var yes = question.getAsBoolean();
      var text = (yes ? "ok\n" : "no\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(yes ? YES : NO, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /// Where it answers.
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
