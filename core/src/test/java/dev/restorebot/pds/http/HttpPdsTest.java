package dev.restorebot.pds.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.pds.PdsApi.ReposAnswer.Listed;
import dev.restorebot.pds.PdsApi.ReposAnswer.Refused;
import dev.restorebot.pds.PdsApi.ReposAnswer.Unending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A PDS's list of its repos, page by page, from a PDS that may be broken.
@Timeout(30)
class HttpPdsTest {
  private static final int MOST = 5000;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private IntFunction<String> page = _ -> "{}";
  private HttpPds pds;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    pds = new HttpPds(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsAllPages() {
    page = number -> number < 3 ? page("did:" + number, "c" + number) : "{\"repos\":[{\"did\":\"did:3\"}]}";

    assertThat(pds.repos(MOST)).isInstanceOfSatisfying(Listed.class, listed -> {
      assertThat(listed.dids()).containsExactly("did:1", "did:2", "did:3");
      assertThat(listed.whole()).isTrue();
    });
  }

  @Test
  void stopsWhereACursorComesAgain() {
    page = number -> page("did:" + number, "always the same");

    assertThat(pds.repos(MOST)).isInstanceOfSatisfying(Unending.class, unending -> {
      assertThat(unending.dids()).containsExactly("did:1", "did:2");
      assertThat(unending.reason()).isEqualTo("a page of it leads back to an earlier one");
    });
    assertThat(asked).hasValue(2);
  }

  @Test
  void stopsWherePagesLeadInACircle() {
    page = number -> page("did:" + number, number % 3 == 0 ? "three" : number % 3 == 1 ? "one" : "two");

    assertThat(pds.repos(MOST)).isInstanceOf(Unending.class);
    assertThat(asked).hasValue(4);
  }

  @Test
  void stopsAfterManyPagesWithLittleOnThem() {
    page = number -> page("did:" + number, "c" + number);

    assertThat(pds.repos(MOST)).isInstanceOfSatisfying(Unending.class,
        unending -> assertThat(unending.reason()).isEqualTo("it has more than 100 pages with 100 repos"));
    assertThat(asked).hasValue(100);
  }

  @Test
  void takesNoListWithARepoThatHasNoDid() {
    page = _ -> "{\"repos\":[{\"did\":\"did:1\"},{\"head\":\"x\"}]}";

    assertThat(pds.repos(MOST)).isEqualTo(new Refused(200));
  }

  private static String page(String did, String cursor) {
    return "{\"repos\":[{\"did\":\"" + did + "\"}],\"cursor\":\"" + cursor + "\"}";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var bytes = page.apply(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
