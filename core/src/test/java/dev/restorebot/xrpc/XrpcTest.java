package dev.restorebot.xrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.pds.DirectoryApi;
import dev.restorebot.pds.PdsApi.HealthAnswer;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import dev.restorebot.pds.RelayApi.CrawlAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import dev.restorebot.pds.http.HttpDirectory;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XrpcTest {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private URI url;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("location", "/elsewhere");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      200 | {"handle":"a.test","did":"did:plc:a"}                | Described[did=did:plc:a, handle=a.test, otherwise=]
      200 | {"handle":"a.test","did":"did:plc:a","handleIsCorrect":true} | Described[did=did:plc:a, handle=a.test, otherwise=]
      200 | {"handle":"a.test","did":"did:plc:a","handleIsCorrect":false,"didDoc":{"alsoKnownAs":["at://b.test"]}} | Described[did=did:plc:a, handle=a.test, otherwise=b.test]
      200 | {"handle":"a.test","did":"did:plc:a","handleIsCorrect":false} | Described[did=did:plc:a, handle=a.test, otherwise=?]
      200 | {"handle":"a.test","did":"did:plc:a","handleIsCorrect":"no"} | Described[did=did:plc:a, handle=a.test, otherwise=]
      200 | {"did":"did:plc:a"}                                  | Refused[httpStatus=200, error=, message=]
      200 | {"handle":null,"did":"did:plc:a"}                    | Refused[httpStatus=200, error=, message=]
      200 | {"handle":{"a":1},"did":7}                           | Refused[httpStatus=200, error=, message=]
      200 | <html>                                               | Refused[httpStatus=200, error=, message=]
      200 | null                                                 | Refused[httpStatus=200, error=, message=]
      200 | {"handle":"a.test","did":"did:plc:b","did":"did:plc:a"} | Refused[httpStatus=200, error=, message=]
      200 | {"handle":"a.test","did":"did:plc:a"} {}             | Refused[httpStatus=200, error=, message=]
      204 | ~~                                                   | Refused[httpStatus=204, error=, message=]
      302 | ~~                                                   | Refused[httpStatus=302, error=, message=]
      400 | {"error":"NotFound","message":"Repo\\u0000 not\\nfound"} | Refused[httpStatus=400, error=NotFound, message=Repo  not found]
      500 | boom                                                 | Refused[httpStatus=500, error=, message=]
      """)
  void takesOnlyAWholeAnswerForARepo(int status, String body, String expected) {
    this.status = status;
    this.body = body;

    assertThat(new HttpPds(url).describeRepo("did:web:a&b")).hasToString(expected);
    assertThat(seen).containsExactly("GET /xrpc/com.atproto.repo.describeRepo?repo=did%3Aweb%3Aa%26b ");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(delimiter = '|', nullValues = "~~", textBlock = """
      200 | {"id":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","alsoKnownAs":["https://x","at://a.test","at://b.test"]} | Document[handle=a.test]
      200 | {"id":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","alsoKnownAs":[]} | Document[handle=]
      200 | {"id":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","alsoKnownAs":["at://a.test/x y"]} | Document[handle=]
      200 | {"id":"did:plc:bbbbbbbbbbbbbbbbbbbbbbbb","alsoKnownAs":["at://b.test"]} | Unknown[reason=it answers HTTP 200]
      200 | <html> | Unknown[reason=it answers HTTP 200]
      404 | {"message":"DID not registered"} | Unknown[reason=it answers HTTP 404]
      410 | {"message":"DID not available"} | Tombstone[]
      """)
  void takesOnlyADocumentOfThatDidForOne(int status, String body, String expected) {
    this.status = status;
    this.body = body;

    assertThat(new HttpDirectory().document(url, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")).hasToString(expected);
    assertThat(seen).containsExactly("GET /did:plc:aaaaaaaaaaaaaaaaaaaaaaaa ");
    assertThat(new HttpDirectory().document(url, "did:web:a.test/../b"))
        .isEqualTo(new DirectoryApi.DidAnswer.Unknown("it knows no DIDs of that kind"));
    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      200 | {"hostname":"p.test","seq":9042,"accountCount":3,"status":"active"} | Status[seq=9042, status=active, accounts=3]
      200 | {"hostname":"p.test","seq":-1,"status":"idle"}                      | Status[seq=-1, status=idle, accounts=0]
      200 | {"hostname":"other.test","seq":9042,"status":"active"}              | Unreachable[reason=its answer makes no sense]
      200 | {"hostname":"p.test","seq":9007199254740992,"status":"active"}      | Unreachable[reason=its answer makes no sense]
      200 | {"hostname":"p.test","seq":"9042","status":"active"}                | Unreachable[reason=its answer makes no sense]
      200 | {"hostname":"p.test","seq":1e3,"status":"active"}                   | Unreachable[reason=its answer makes no sense]
      200 | ~~                                                                  | Unreachable[reason=its answer makes no sense]
      404 | {"error":"HostNotFound","message":"host not found"}                 | UnknownHost[]
      404 | ~~                                                                  | Unreachable[reason=it answers HTTP 404]
      502 | bad gateway                                                         | Unreachable[reason=it answers HTTP 502]
      """)
  void takesOnlyASensibleAnswerForACursor(int status, String body, String expected) {
    this.status = status;
    this.body = body;

    assertThat(new HttpRelay().hostStatus(url, "p.test")).hasToString(expected);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      200 | {"did":"did:plc:a","active":true,"rev":"3l"}                | Active[rev=]
      200 | {"did":"did:plc:a","active":true,"rev":"3mf2aaaaaaa2a"}     | Active[rev=3mf2aaaaaaa2a]
      200 | {"did":"did:plc:a","active":false,"status":"takendown"}     | Inactive[status=takendown]
      200 | {"did":"did:plc:a","active":false}                          | Inactive[status=inactive]
      200 | {"did":"did:plc:a","active":false,"status":"<b>\\n*it*</b>"} | Inactive[status=inactive]
      200 | {"did":"did:plc:b","active":true}                           | Unknown[reason=its answer makes no sense]
      200 | {"did":"did:plc:a","active":"true"}                         | Unknown[reason=its answer makes no sense]
      200 | ~~                                                          | Unknown[reason=its answer makes no sense]
      404 | {"error":"RepoNotFound","message":"not here"}               | Unknown[reason=it answers HTTP 404]
      """)
  void takesOnlyASensibleAnswerForAnAccount(int status, String body, String expected) {
    this.status = status;
    this.body = body;

    assertThat(new HttpRelay().accountStatus(url, "did:plc:a")).hasToString(expected);
    assertThat(seen).containsExactly("GET /xrpc/com.atproto.sync.getRepoStatus?did=did%3Aplc%3Aa ");
  }

  @Test
  void asksForACrawlAndSaysHowThatWasTaken() {
    var relay = new HttpRelay();

    assertThat(relay.requestCrawl(url, "p.test")).isEqualTo(new CrawlAnswer.Accepted());
    status = 401;
    body = "{\"error\":\"DomainBan\",\"message\":\"host domain is banned\"}";
    assertThat(relay.requestCrawl(url, "p.test"))
        .isEqualTo(new CrawlAnswer.Refused(401, "DomainBan", "host domain is banned"));

    assertThat(seen.getFirst()).isEqualTo("POST /xrpc/com.atproto.sync.requestCrawl {\"hostname\":\"p.test\"}");
  }

  @Test
  void tellsAHealthyPdsFromOneThatIsNot() {
    body = "{\"version\":\"0.4.212\"}";
    assertThat(new HttpPds(url).health()).isEqualTo(new HealthAnswer.Up("0.4.212"));

    status = 503;
    assertThat(new HttpPds(url).health()).isEqualTo(new HealthAnswer.Unwell(503));
  }

  /// As an ingress answers where no pod is ready.
  @Test
  void takesNobodyElsesAnswerForThatOfThePds() {
    status = 503;
    body = "<html><h1>503 Service Temporarily Unavailable</h1></html>";
    assertThat(new HttpPds(url).health()).isEqualTo(new HealthAnswer.Stranger(503));

    status = 200;
    body = "{}";
    assertThat(new HttpPds(url).health()).isEqualTo(new HealthAnswer.Stranger(200));
  }

  @Test
  void readsNoAnswerOfAnyLength() {
    body = "\"" + "x".repeat(300_000) + "\"";

    assertThat(new HttpPds(url).describeRepo("did:plc:a")).isInstanceOfSatisfying(RepoAnswer.Unreachable.class,
        answer -> assertThat(answer.reason()).isEqualTo("an answer that is too long"));
  }

  @Test
  void sendsOnNoTextOfAnyLength() {
    status = 400;
    body = "{\"error\":\"" + "x".repeat(5000) + "\"}";

    assertThat(new HttpPds(url).describeRepo("did:plc:a")).isInstanceOfSatisfying(RepoAnswer.Refused.class,
        answer -> assertThat(answer.error()).hasSize(201));
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);

    assertThat(new HttpRelay().hostStatus(url, "p.test"))
        .isEqualTo(new HostAnswer.Unreachable("connection refused, or no such host"));
  }

  @Test
  void waitsForAnAnswerAsLongAsToldAndNoLonger() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var silentUrl = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThat(new HttpPds(silentUrl, Duration.ofMillis(200)).health()).isInstanceOf(HealthAnswer.Unreachable.class);
    }
  }

  @Test
  void speaksNoOtherProtocolWhereTheOtherSideWantsTo() throws IOException {
    try (var switching = new SayingServer()) {
      switching.says(_ -> new Saying("101 Switching Protocols", "connection: upgrade\r\nupgrade: h2c\r\n", "{}",
          Saying.Framing.ENDLESS_CHUNKS));

      assertThat(new HttpPds(switching.url()).health()).isInstanceOf(HealthAnswer.Unreachable.class);
      assertThat(switching.mostSent()).isLessThan(Saying.ENDLESS);
    }
  }
}
