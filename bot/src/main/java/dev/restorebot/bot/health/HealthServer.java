package dev.restorebot.bot.health;

import dev.restorebot.bot.http.Head;
import dev.restorebot.bot.http.Limits;
import dev.restorebot.bot.http.Site;
import dev.restorebot.bot.http.Site.Decision;
import dev.restorebot.bot.http.Site.Decision.Read;
import dev.restorebot.bot.http.Site.Decision.Refuse;
import dev.restorebot.bot.http.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers questions over HTTP: `/livez`, does the bot still work, `/readyz`, can it be asked for something, and others by
/// their paths. 200 is yes, 503 no, with a line that says more. On a port and on threads of its own, so that nothing that
/// happens on another port keeps it from answering. Thread-safe.
public final class HealthServer implements AutoCloseable {
  private static final int YES = 200;
  private static final int NO = 503;
  private static final int NOT_HERE = 404;
  private static final int AT_ONCE = 4;
  private static final Limits LIMITS = new Limits(64, 32, Duration.ofSeconds(5), 0);

  private final WebServer server;

  private HealthServer(WebServer server) {
    this.server = server;
  }

  /// An answer: whether it is as it should be, and one line for people.
  public record Probe(boolean yes, String words) {
    private static Probe of(boolean yes) {
      return new Probe(yes, yes ? "ok" : "no");
    }
  }

  /// Answers on `port`, or on one that is free if that is 0.
  ///
  /// @param others more questions, by their paths
  public static HealthServer open(int port, BooleanSupplier lives, BooleanSupplier ready,
      Map<String, Supplier<Probe>> others) throws IOException {
    Map<String, Supplier<Probe>> questions = new HashMap<>(others);
    questions.put("/livez", () -> Probe.of(lives.getAsBoolean()));
    questions.put("/readyz", () -> Probe.of(ready.getAsBoolean()));
    var all = Map.copyOf(questions);
    return new HealthServer(WebServer.open("probe", port, AT_ONCE, LIMITS, head -> decide(all, head)));
  }

  private static Decision decide(Map<String, Supplier<Probe>> questions, Head head) {
    var question = questions.get(head.path());
    return question == null ? new Refuse(NOT_HERE) : new Read(_ -> said(question.get()));
  }

  private static Site.HttpAnswer said(Probe answer) {
    return Site.HttpAnswer.text(answer.yes() ? YES : NO, answer.words());
  }

  /// Where it answers.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
