package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.bot.sandbox.EventStream.Signal;
import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LocalServerTest {
  private static final String EVENTS = "/xrpc/com.atproto.sync.subscribeRepos";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final LocalServer server = new LocalServer("server", 0, this::answer, Map.of(EVENTS, _ -> telling()));

  @AfterEach
  void stop() {
    told.countDown();
    server.stop();
    client.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /a/b?c=d%20e     | /a/b c=d%20e
      /a%20b%2Fc       | /a b/c null
      /a/../b/./c      | /a/../b/./c null
      /did:plc:x/y.git | /did:plc:x/y.git null
      /%E2%82%AC?%41   | /€ %41
      /a%25b           | /a%b null
      /a;b=c           | /a;b=c null
      """)
  void decodesAPathAndNothingElse(String target, String request) throws IOException {
    server.start();

    assertThat(raw("GET " + target + " HTTP/1.1")).startsWith("HTTP/1.1 200 ").endsWith("\r\nGET " + request);
  }

  @Test
  void givesTheAnswerThatIsUnderWayWhenItStops() throws Exception {
    server.start();
    var url = server.url();
    var under = client.sendAsync(HttpRequest.newBuilder(url.resolve("/wait")).build(), BodyHandlers.ofString());
    asked.await();

    var stopping = Thread.ofVirtual().start(server::stop);
    while (accepts(url)) {
      Thread.onSpinWait();
    }
    told.countDown();
    stopping.join();

    assertThat(under.thenApply(HttpResponse::body).get(20, TimeUnit.SECONDS)).isEqualTo("waited");
    assertThat(server.running()).isFalse();
  }

  @Test
  void breaksTheConnectionOfWhoeverGetsNoAnswer() {
    server.start();

    assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(server.url().resolve("/fail")).build(),
        BodyHandlers.ofString())).isInstanceOf(IOException.class);
  }

  @Test
  void answersOnTheSamePortAfterARestart() throws Exception {
    server.start();
    var url = server.url();
    client.send(HttpRequest.newBuilder(url.resolve("/a")).build(), BodyHandlers.ofString());
    server.stop();

    assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(url.resolve("/a")).build(), BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
    server.start();

    assertThat(client.send(HttpRequest.newBuilder(url.resolve("/a")).build(), BodyHandlers.ofString()).body())
        .isEqualTo("GET /a null");
  }

  @Test
  void answersAPingWhenItHasToldEverything() throws Exception {
    server.start();
    told.countDown();

    var heard = EventStream.hear(client, server.url(), "", PATIENCE, signal -> signal instanceof Signal.Pong);

    assertThat(heard).hasSize(1001).endsWith(new Signal.Pong());
    assertThat(raw("GET " + EVENTS + " HTTP/1.1")).as("without a websocket").endsWith("GET " + EVENTS + " null");
  }

  @Test
  void breaksItsWebsocketsWhenItStops() throws IOException {
    server.start();
    told.countDown();

    try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.getOutputStream().write(("GET " + EVENTS + " HTTP/1.1\r\nhost: here\r\nupgrade: websocket\r\n"
          + "connection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
          .getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 101");

      server.stop();

      assertThatCode(() -> drain(socket)).as("the end comes").doesNotThrowAnyException();
    }
  }

  private static void drain(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException _) {
      // Reset, which is an end, too.
    }
  }

  private LocalAnswer answer(Request request) {
    return switch (request.path()) {
      case "/wait" -> {
        asked.countDown();
        try {
          told.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        yield new LocalAnswer(200, "waited");
      }
      case "/fail" -> throw new IllegalStateException("there is no answer");
      default -> new LocalAnswer(200, request.method() + " " + request.path() + " " + request.query());
    };
  }

  private static Telling telling() {
    var message = EventFrame.error("Much", "x".repeat(4000)).bytes();
    return new Telling.Open(Collections.nCopies(1000, message));
  }

  private static boolean accepts(URI url) {
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  /// What comes back, head and body.
  private String raw(String requestLine) throws IOException {
    try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.getOutputStream()
          .write((requestLine + "\r\nhost: here\r\nconnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
