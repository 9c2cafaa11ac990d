package dev.restorebot.pds.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.pds.CanaryApi.LogInAnswer;
import dev.restorebot.pds.CanaryApi.LogInAnswer.LoggedIn;
import dev.restorebot.pds.CanaryApi.WriteAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An account that logs in and posts: what is sent, and what is believed of the answers. No answer can make the password be said.
@Timeout(30)
class HttpCanaryTest {
  private static final String PASSWORD = "hunter-two";
  private static final String SESSION = "{\"did\":\"did:plc:canary\",\"accessJwt\":\"a.b.c\",\"refreshJwt\":\"d.e.f\"}";

  private final List<String> heard = new ArrayList<>();
  private final Map<String, String> says = new HashMap<>(Map.of("createSession", SESSION,
      "createRecord", "{\"uri\":\"at://x\",\"commit\":{\"cid\":\"y\",\"rev\":\"3mf2aaaaaaa2a\"}}", "deleteRecord", "{}",
      "deleteSession", ""));
  private int status = 200;
  private HttpServer server;
  private HttpCanary canary;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    canary = new HttpCanary(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void logsInPostsDeletesAndLogsOut() {
    var login = canary.logIn("canary.test", PASSWORD);

    assertThat(login).isInstanceOfSatisfying(LoggedIn.class, in -> {
      var session = in.session();
      assertThat(session.did()).isEqualTo("did:plc:canary");
      assertThat(session.post("key", "text", Instant.parse("2026-02-25T14:00:00Z")))
          .isEqualTo(new WriteAnswer.Written("3mf2aaaaaaa2a"));
      assertThat(session.delete("key")).as("there was nothing").isEqualTo(new WriteAnswer.Written(""));
      session.end();
    });
    assertThat(heard).satisfiesExactly(
        first -> assertThat(first).startsWith("createSession null").contains("\"identifier\":\"canary.test\"",
            "\"password\":\"hunter-two\""),
        second -> assertThat(second).startsWith("createRecord Bearer a.b.c").contains("\"repo\":\"did:plc:canary\"",
            "\"rkey\":\"key\"", "\"createdAt\":\"2026-02-25T14:00:00Z\""),
        third -> assertThat(third).startsWith("deleteRecord Bearer a.b.c").contains("\"rkey\":\"key\""),
        fourth -> assertThat(fourth).isEqualTo("deleteSession Bearer d.e.f "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":\"hunter-two\",\"message\":\"hunter-two\"}",
      "{\"error\":\"AuthenticationRequired\",\"message\":\"hunter-two is wrong\"}", "hunter-two", "[\"hunter-two\"]"})
  void neverRepeatsWhatItWasTold(String said) {
    says.put("createSession", said);
    for (var code : List.of(200, 400, 401, 500)) {
      status = code;
      assertThat(canary.logIn("canary.test", PASSWORD)).isInstanceOf(LogInAnswer.Refused.class).asString()
          .contains(Integer.toString(code)).doesNotContain(PASSWORD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"did\":\"did:plc:canary\"}",
      "{\"did\":7,\"accessJwt\":\"a\",\"refreshJwt\":\"b\"}",
      "{\"did\":\"somebody\",\"accessJwt\":\"a\",\"refreshJwt\":\"b\"}",
      "{\"did\":\"did:plc:canary\",\"accessJwt\":\"a\\r\\nx: y\",\"refreshJwt\":\"b\"}",
      "{\"did\":\"did:plc:canary\",\"accessJwt\":\"a\",\"refreshJwt\":\"\"}"})
  void takesNothingElseForASession(String said) {
    says.put("createSession", said);

    assertThat(canary.logIn("canary.test", PASSWORD)).isEqualTo(new LogInAnswer.Refused(200, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"commit\":{}}", "{\"commit\":{\"rev\":\"zzzzzzzzzzzzz\"}}",
      "{\"commit\":{\"rev\":\"3mf2\"}}", "{\"commit\":{\"rev\":3}}"})
  void knowsNoRevisionWhereNoneIsSaid(String said) {
    says.put("createRecord", said);

    assertThat(canary.logIn("canary.test", PASSWORD)).isInstanceOfSatisfying(LoggedIn.class,
        in -> assertThat(in.session().post("key", "text", Instant.EPOCH)).isEqualTo(new WriteAnswer.Written("")));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var method = path.substring(path.lastIndexOf('.') + 1);
      heard.add(method + " " + exchange.getRequestHeaders().getFirst("authorization") + " "
          + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      var body = says.getOrDefault(method, "").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
