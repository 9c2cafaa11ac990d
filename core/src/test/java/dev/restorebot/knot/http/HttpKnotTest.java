package dev.restorebot.knot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Listed;
import dev.restorebot.knot.KnotApi.RefsAnswer.Offered;
import dev.restorebot.knot.KnotApi.RefsAnswer.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a knot answers over HTTP, and what that means.
class HttpKnotTest {
  private static final String COMMIT = "bc4b0918bc4b0918bc4b0918bc4b0918bc4b0918";

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> bodies = new ArrayDeque<>();
  private HttpServer server;
  private int status = 200;
  private HttpKnot knot;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    knot = new HttpKnot(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(exchange.getRequestURI().toString());
    var bytes = bodies.removeFirst().getBytes(StandardCharsets.ISO_8859_1);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      200 | {"branches":[{"reference":{"name":"main","hash":"C"},"commit":{"Hash":[1]},"is_default":true}]} | Listed[commits={main=C}]
      200 | {"branches":[{"reference":{"name":"main","hash":"C"},"is_deafult":true}],"more":1}             | Listed[commits={main=C}]
      200 | {}                                              | None[]
      200 | {"branches":null}                               | None[]
      200 | {"branches":[]}                                 | None[]
      204 | ~~                                              | Absent[]
      400 | {"error":"RepoNotFound","message":"failed to access repository"} | Refused[httpStatus=400, error=RepoNotFound, message=failed to access repository]
      400 | {"error":"InvalidRequest","message":"missing repo\\u0007"} | Refused[httpStatus=400, error=InvalidRequest, message=missing repo]
      200 | {"branches":{}}                                 | Refused[httpStatus=200, error=, message=its answer is no list of branches]
      200 | {"branches":[{"reference":{"name":"main"}}]}    | Refused[httpStatus=200, error=, message=its answer is no list of branches]
      200 | {"branches":[{"reference":{"name":"main","hash":"<!channel>"}}]} | Refused[httpStatus=200, error=, message=its answer is no list of branches]
      200 | []                                              | Refused[httpStatus=200, error=, message=]
      200 | <html>                                          | Refused[httpStatus=200, error=, message=]
      200 | ~~                                              | Refused[httpStatus=200, error=, message=]
      302 | ~~                                              | Refused[httpStatus=302, error=, message=]
      502 | bad gateway                                     | Refused[httpStatus=502, error=, message=]
      """)
  void tellsARepositoryFromOneThatIsMissing(int status, String body, String expected) {
    this.status = status;
    bodies.add(body.replace("\"C\"", "\"" + COMMIT + "\""));

    assertThat(knot.branches("did:plc:a/it's&repo=x")).hasToString(expected.replace("=C", "=" + COMMIT));
    assertThat(seen).containsExactly(
        "/xrpc/sh.tangled.repo.branches?repo=did%3Aplc%3Aa%2Fit%27s%26repo%3Dx&limit=50&cursor=0");
  }

  @Test
  void readsAllPages() {
    bodies.add(page(0, 50));
    bodies.add(page(50, 100));
    bodies.add("{}");

    assertThat(knot.branches("did:plc:a/b")).isInstanceOfSatisfying(Listed.class,
        listed -> assertThat(listed.commits()).hasSize(100));
    assertThat(seen).extracting(path -> path.replaceAll(".*cursor=", "")).containsExactly("0", "50", "100");
  }

  @Test
  void stopsWhereAPageComesAgain() {
    bodies.add(page(0, 50));
    bodies.add(page(0, 50));

    assertThat(knot.branches("did:plc:a/b"))
        .isEqualTo(new BranchesAnswer.Refused(200, "", "its list of branches has no end"));
  }

  @Test
  void stopsWhereAPageHoldsMoreThanAllPagesMay() {
    bodies.add(page(0, 20_001));

    assertThat(knot.branches("did:plc:a/b"))
        .isEqualTo(new BranchesAnswer.Refused(200, "", "its list of branches has no end"));
  }

  @Test
  void failsWhereAPageIsMissing() {
    bodies.add(page(0, 50));
    bodies.add("<html>");

    assertThat(knot.branches("did:plc:a/b")).isEqualTo(new BranchesAnswer.Refused(200, "", ""));
  }

  private static String page(int from, int to) {
    var branches = new ArrayList<String>();
    for (var index = from; index < to; index++) {
      branches.add("{\"reference\":{\"name\":\"b" + index + "\",\"hash\":\"" + COMMIT + "\"}}");
    }
    return "{\"branches\":[" + String.join(",", branches) + "]}";
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      200 | {"owner":"did:plc:a","version":"v1"} | Said[word=did:plc:a] | Said[word=v1]
      200 | {}                                  | Refused[httpStatus=200, error=, message=] | Refused[httpStatus=200, error=, message=]
      500 | {"error":"OwnerNotFound"}           | Refused[httpStatus=500, error=OwnerNotFound, message=] | Refused[httpStatus=500, error=OwnerNotFound, message=]
      """)
  void takesOnlyAWordForAWord(int status, String body, String owner, String version) {
    this.status = status;
    bodies.addAll(List.of(body, body));

    assertThat(knot.owner()).hasToString(owner);
    assertThat(knot.version()).hasToString(version);
    assertThat(seen).containsExactly("/xrpc/sh.tangled.owner", "/xrpc/sh.tangled.knot.version");
  }

  @Test
  void readsWhatGitOffers() {
    bodies.add(line("# service=git-upload-pack\n") + "0000"
        + line(COMMIT + " HEAD\0multi_ack symref=HEAD:refs/heads/main\n")
        + line(COMMIT + " refs/heads/main\n") + line(COMMIT + " refs/tags/v1\n") + line(COMMIT + " refs/tags/v1^{}\n")
        + "0000");

    assertThat(knot.refs("did:plc:a/b c")).isInstanceOfSatisfying(Offered.class,
        offered -> assertThat(offered.refs()).containsOnlyKeys("HEAD", "refs/heads/main", "refs/tags/v1"));
    assertThat(seen).containsExactly("/did:plc:a/b%20c/info/refs?service=git-upload-pack");
  }

  @Test
  void readsThatAnEmptyRepositoryOffersNothing() {
    bodies.add(
        line("# service=git-upload-pack\n") + "0000" + line("0".repeat(40) + " capabilities^{}\0agent=git\n") + "0000");

    assertThat(knot.refs("did:plc:a/b")).isInstanceOfSatisfying(Offered.class,
        offered -> assertThat(offered.refs()).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(quoteCharacter = '`', value = {"``", "<html>", "0000", "zzzz", "001e# service=git-upload-pack`\n`0000",
      "001e# service=git-upload-pack`\n`000000ff", "001e# service=git-receive-pack`\n`00000000"})
  void takesOnlyGitsOwnProtocolForARead(String body) {
    bodies.add(body);

    assertThat(knot.refs("did:plc:a/b")).isEqualTo(new Refused(200));
  }

  @Test
  void saysThatGitDoesNotServeARepository() {
    status = 404;
    bodies.add("not found");

    assertThat(knot.refs("did:plc:a/b")).isEqualTo(new Refused(404));
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);

    assertThat(knot.branches("did:plc:a/b"))
        .isEqualTo(new BranchesAnswer.Unreachable("connection refused, or no such host"));
  }

  private static String line(String text) {
    return "%04x".formatted(text.length() + 4) + text;
  }
}
