package dev.restorebot.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.http.Site.Decision;
import dev.restorebot.bot.http.Site.Decision.Read;
import dev.restorebot.bot.http.Site.Decision.Refuse;
import dev.restorebot.bot.http.Site.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebServerTest {
  private static final Duration SOON = Duration.ofMillis(400);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String HEAD = "POST /in HTTP/1.1\r\nHost: h\r\n";

  private final AtomicInteger bodies = new AtomicInteger();
  private final CountDownLatch finish = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private @Nullable WebServer server;

  @AfterEach
  void close() {
    finish.countDown();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "POST /in HT", HEAD, HEAD + "Content-Length: 5\r\n\r\n",
      HEAD + "Content-Length: 5\r\n\r\nab",
      HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\na"})
  void endsWhoStopsInTheMiddle(String said) throws IOException {
    try (var visitor = Visitor.at(serve(10, 10, SOON)).say(said)) {
      assertThat(visitor.status()).isIn("", "HTTP/1.1 400 Bad Request", "HTTP/1.1 408 Request Timeout");
    }
    assertThat(bodies).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD + "X-More: ", HEAD + "Content-Length: 100000\r\n\r\n"})
  void endsWhoDribbles(String said) throws IOException {
    try (var visitor = Visitor.at(serve(10, 10, SOON)).say(said)) {
      assertThat(visitor.dribble("x")).doesNotContain("200");
    }
    assertThat(bodies).hasValue(0);
  }

  @Test
  void endsWhoDribblesInChunks() throws IOException {
    try (var visitor = Visitor.at(serve(10, 10, SOON)).say(HEAD + "Transfer-Encoding: chunked\r\n\r\n")) {
      assertThat(visitor.dribble("1\r\nx\r\n")).doesNotContain("200");
    }
    assertThat(bodies).hasValue(0);
  }

  @Test
  void takesNoBodyThatSaysThatItIsTooLong() throws IOException {
    try (var visitor = Visitor.at(serve(10, 10, NEVER)).say(HEAD + "Content-Length: 101\r\n\r\n")) {
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 413 Payload Too Large");
    }
  }

  @Test
  void takesNoBodyThatTurnsOutToBeTooLong() throws IOException {
    var port = serve(10, 10, NEVER);
    var piece = "32\r\n" + "x".repeat(50) + "\r\n";
    try (
        var visitor = Visitor.at(port).say(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + piece + piece + "0\r\n\r\n")) {
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 200 OK");
    }
    try (var visitor =
        Visitor.at(port).say(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + piece + piece + "1\r\nx\r\n")) {
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 413 Payload Too Large");
    }
    assertThat(bodies).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"/no, HTTP/1.1 403 Forbidden", "/in, HTTP/1.1 413 Payload Too Large"})
  void tellsWhoSendsAWholeBodyFirstThatItIsRefused(String path, String status) throws IOException {
    var body = "x".repeat(2 << 20);
    var port = serve(10, 10, NEVER);
    try (var says = Visitor.at(port).say(post(path) + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        var turnsOut = Visitor.at(port).say(post(path) + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")) {
      assertThat(says.status()).isEqualTo(status);
      assertThat(turnsOut.status()).isEqualTo(status);
    }
  }

  @Test
  void endsWhoSendsForEverWhatIsRefused() throws IOException {
    try (var visitor = Visitor.at(serve(10, 10, NEVER)).say(post("/no") + "Content-Length: 2000000000\r\n\r\n")) {
      var piece = "x".repeat(1 << 20);
      var sent = 0;
      while (sent < 64 && visitor.trySay(piece)) {
        sent++;
      }
      assertThat(sent).isLessThan(64);
    }
  }

  @Test
  void refusesWithoutWaitingForTheBody() throws IOException {
    try (var visitor =
        Visitor.at(serve(10, 10, NEVER)).say("POST /no HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n")) {
      assertThat(visitor.status()).isEqualTo("HTTP/1.1 403 Forbidden");
    }
  }

  @Test
  void letsTheOldestGoForTheNewest() throws IOException {
    var port = serve(8, 6, NEVER);
    try (var first = seated(Visitor.from(2, port), 1); var other = seated(Visitor.from(3, port), 2)) {
      var oldest = seated(Visitor.at(port), 3);
      var crowd = Visitor.crowd(5, port, HEAD);
      awaitConnections(8);
      crowd.addAll(Visitor.crowd(1, port, HEAD));

      assertThat(oldest.status()).as("the oldest of an address that has six").isEmpty();
      try (var late = Visitor.from(4, port).say(HEAD)) {
        assertThat(first.status()).as("the oldest of all, there being eight").isEmpty();
        assertThat(late.say("Content-Length: 1\r\n\r\nx").status()).isEqualTo("HTTP/1.1 200 OK");
      }
      assertThat(other.say("Content-Length: 1\r\n\r\nx").status()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(crowd.getLast().say("Content-Length: 1\r\n\r\nx").status()).isEqualTo("HTTP/1.1 200 OK");
      oldest.close();
      crowd.forEach(Visitor::close);
    }
  }

  private Visitor seated(Visitor visitor, int count) throws IOException {
    visitor.say(HEAD);
    awaitConnections(count);
    return visitor;
  }

  private void awaitConnections(int count) {
    while (server == null || server.connections() != count) {
      Thread.onSpinWait();
      assertThat(Thread.interrupted()).as("the wait was cut off").isFalse();
    }
  }

  @Test
  void answersWhatIsWholeHoweverManyComeAndHoweverLongItTakes() throws Exception {
    var port = serve(4, 4, SOON);
    try (var whole = Visitor.at(port).say("POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx")) {
      begun.await();
      for (var visitor : Visitor.crowd(20, port, HEAD)) {
        visitor.dribble("X: y\r\n");
        visitor.close();
      }
      finish.countDown();

      assertThat(whole.status()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void saysNothingAboutItself() throws IOException {
    try (var visitor = Visitor.at(serve(4, 4, NEVER)).say("nonsense\r\n\r\n")) {
      assertThat(visitor.dribble("")).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty")
          .doesNotContain("<");
    }
  }

  private static String post(String path) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\n";
  }

  private int serve(int connections, int ofOneAddress, Duration time) throws IOException {
    server = WebServer.open("test", 0, 2, new Limits(connections, ofOneAddress, time, 100), this::decide);
    return server.port();
  }

  private Decision decide(Head head) {
    return switch (head.path()) {
      case "/in" -> new Read(this::taken);
      case "/wait" -> new Read(body -> {
        begun.countDown();
        await(finish);
        return taken(body);
      });
      default -> new Refuse(403);
    };
  }

  private HttpAnswer taken(byte[] body) {
    bodies.incrementAndGet();
    return HttpAnswer.text(200, new String(body, StandardCharsets.UTF_8));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
