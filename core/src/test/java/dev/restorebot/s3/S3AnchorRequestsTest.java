package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.audit.Anchor.AnchorException;
import dev.restorebot.audit.Anchor.Found;
import dev.restorebot.audit.Anchor.Lock;
import dev.restorebot.audit.AnchoredSeal;
import dev.restorebot.files.Digest;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes over the wire, and what is made of answers as AWS documents them: the S3 server of the other tests knows no Object Lock.
@Timeout(60)
class S3AnchorRequestsTest {
  private static final Instant UNTIL = Instant.parse("2026-05-27T12:00:00Z");
  private static final AnchoredSeal SEAL = new AnchoredSeal("r-7k2m4q", 43, "9f86d081884c7d65".repeat(4));
  private static final AnchoredSeal OTHER = new AnchoredSeal("r-7k2m4q", 43, "0".repeat(64));

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private S3Anchor anchor;

  private record Answer(int status, String body) {}

  private record Asked(String what, Headers headers, String body) {}

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    anchor = new S3Anchor(new StoreDefinition("test", endpoint, "test", Addressing.PATH), "seals", "record/",
        new AccessKeys("AKIDEXAMPLE", "the-secret-half"));
  }

  @AfterEach
  void stop() {
    anchor.close();
    server.stop(0);
  }

  @Test
  void locksWhatItWritesAndWritesOverNothing() {
    answers.put("PUT", new Answer(200, ""));

    anchor.keep(SEAL, UNTIL.plusNanos(123_456_789));

    assertThat(asked).singleElement().satisfies(put -> {
      assertThat(put.what()).isEqualTo("PUT /seals/record/r-7k2m4q-43.json");
      assertThat(put.headers().getFirst("x-amz-object-lock-mode")).isEqualTo("COMPLIANCE");
      assertThat(Instant.parse(put.headers().getFirst("x-amz-object-lock-retain-until-date"))).isEqualTo(UNTIL);
      assertThat(put.headers().getFirst("If-None-Match")).isEqualTo("*");
      assertThat(put.headers().getFirst("Content-MD5")).isEqualTo(Base64.getEncoder()
          .encodeToString(Digest.md5Engine().digest(put.body().getBytes(StandardCharsets.UTF_8))));
      assertThat(put.body()).isEqualTo(SEAL.text());
    });
  }

  @Test
  void takesOneThatIsThereForKept() {
    answers.put("PUT", new Answer(412, "<Error><Code>PreconditionFailed</Code></Error>"));

    anchor.keep(SEAL, UNTIL);

    assertThat(asked).hasSize(1);
  }

  @Test
  void looksFirstWhereTheStoreKnowsNoConditions() {
    answers.put("PUT if", new Answer(501, "<Error><Code>NotImplemented</Code></Error>"));
    answers.put("PUT", new Answer(200, ""));
    answers.put("list", new Answer(200, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"));

    anchor.keep(SEAL, UNTIL);
    assertThat(asked.getLast().what()).startsWith("PUT");
    assertThat(asked.getLast().headers().getFirst("If-None-Match")).isNull();
    assertThat(asked.getLast().headers().getFirst("x-amz-object-lock-mode")).isEqualTo("COMPLIANCE");

    answers.put("list", new Answer(200, "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>record/"
        + SEAL.name() + "</Key></Contents></ListBucketResult>"));
    anchor.keep(SEAL, UNTIL);
    assertThat(asked.getLast().what()).as("it is there").startsWith("GET");
  }

  /// A store that takes the object without its lock would be worse than one that refuses it.
  @Test
  void failsWhereTheBucketTakesNoLock() {
    answers.put("PUT", new Answer(400,
        "<Error><Code>InvalidRequest</Code><Message>Bucket is missing Object Lock Configuration</Message></Error>"));

    assertThatThrownBy(() -> anchor.keep(SEAL, UNTIL)).isInstanceOf(AnchorException.class)
        .hasMessageContaining("write s3://seals/record/r-7k2m4q-43.json").hasMessageContaining("InvalidRequest");
  }

  /// Whoever has the keys puts another one over a seal: the first one is still there.
  @Test
  void readsEveryVersion() {
    answers.put("versions", new Answer(200, "<ListVersionsResult><IsTruncated>false</IsTruncated>"
        + version("new", true) + version("old", false)
        + "<DeleteMarker><Key>record/r-7k2m4q-43.json</Key><VersionId>gone</VersionId></DeleteMarker></ListVersionsResult>"));
    answers.put("latest", new Answer(200, OTHER.text()));
    answers.put("old", new Answer(200, SEAL.text()));

    assertThat(anchor.all()).containsExactly(new Found(SEAL.name(), Optional.of(OTHER)),
        new Found(SEAL.name(), Optional.of(SEAL)));
  }

  private static String version(String id, boolean latest) {
    return "<Version><Key>record/r-7k2m4q-43.json</Key><VersionId>" + id + "</VersionId><IsLatest>" + latest
        + "</IsLatest></Version>";
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      200 | <ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration> | on
      404 | <Error><Code>ObjectLockConfigurationNotFoundError</Code></Error> | the bucket has no Object Lock
      501 | <Error><Code>NotImplemented</Code></Error> | the store knows no Object Lock
      403 | <Error><Code>AccessDenied</Code></Error> | these keys may not ask whether the bucket has Object Lock
      """)
  void saysWhetherTheBucketHasObjectLock(int status, String body, String found) {
    answers.put("object-lock", new Answer(status, body));

    assertThat(switch (anchor.lock()) {
      case Lock.On() -> "on";
      case Lock.Off(var why, _) -> why;
    }).isEqualTo(found);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var uri = exchange.getRequestURI();
      var query = Optional.ofNullable(uri.getQuery()).orElse("");
      asked.add(new Asked(exchange.getRequestMethod() + " " + uri.getPath(), exchange.getRequestHeaders(), body));
      var answer = answers.getOrDefault(kind(exchange, query), new Answer(500, ""));
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private String kind(HttpExchange exchange, String query) {
    if (exchange.getRequestMethod().equals("PUT")) {
      var conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
      return conditional && answers.containsKey("PUT if") ? "PUT if" : "PUT";
    }
    if (query.startsWith("versionId=")) {
      return query.substring("versionId=".length());
    }
    if (exchange.getRequestURI().getPath().endsWith(".json")) {
      return "latest";
    }
    return query.startsWith("versions") || query.contains("&versions")
        ? "versions"
        : query.startsWith("object-lock") ? "object-lock" : "list";
  }
}
