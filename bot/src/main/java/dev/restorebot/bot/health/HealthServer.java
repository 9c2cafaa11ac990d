package dev.restorebot.bot.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers questions over HTTP: `/livez`, does the bot still work, `/readyz`, can it be asked for something, and others by
/// their paths. 200 is yes, 503 no, with a line that says more. Thread-safe.
public final class HealthServer implements AutoCloseable {
  private static final int YES = 200;
  private static final int NO = 503;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /// An answer: whether it is as it should be, and one line for people.
  public record Answer(boolean yes, String words) {
    private static Answer of(boolean yes) {
      return new Answer(yes, yes ? "ok" : "no");
    }
  }

  /// Answers on `port`, or on one that is free if that is 0.
  ///
  /// @param others more questions, by their paths
  public static HealthServer open(int port, BooleanSupplier lives, BooleanSupplier ready,
      Map<String, Supplier<Answer>> others) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/livez", exchange -> answer(exchange, Answer.of(lives.getAsBoolean())));
    server.createContext("/readyz", exchange -> answer(exchange, Answer.of(ready.getAsBoolean())));
    others.forEach((path, answer) -> server.createContext(path, exchange -> answer(exchange, answer.get())));
    server.start();
    return new HealthServer(server);
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      var text = (answer.words() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.yes() ? YES : NO, text.length);
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
