package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.Versioning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against answers as AWS documents them, since the S3 server of the other tests keeps no versions.
class S3VersionsTest {
  private static final Instant BACKUP = Instant.parse("2026-02-25T02:00:12Z");

  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private S3BackupStores stores;
  private BackupStore store;

  private record Answer(int status, String body) {}

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    stores = new S3BackupStores();
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    store = stores.open(new StoreDefinition("test", endpoint, "test", Addressing.PATH), "backups",
        new AccessKeys("AKIDEXAMPLE", "the-secret-half"));
  }

  @AfterEach
  void stop() {
    stores.close();
    server.stop(0);
  }

  @Test
  void tellsWhetherOldVersionsAreKept() {
    assertThat(versioning(200, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"))
        .isEqualTo(new Versioning.Kept());
    assertThat(versioning(200, "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"))
        .isEqualTo(new Versioning.NotKept("keeping old versions was suspended for the bucket"));
    assertThat(versioning(200, "<VersioningConfiguration/>"))
        .isEqualTo(new Versioning.NotKept("the bucket keeps no old versions"));
    assertThat(versioning(501, "<Error><Code>NotImplemented</Code></Error>"))
        .isEqualTo(new Versioning.NotKept("the store knows no versions"));
    assertThat(versioning(403, "<Error><Code>AccessDenied</Code></Error>"))
        .isEqualTo(new Versioning.NotKept("this key may not ask whether the bucket keeps old versions"));
    assertThatThrownBy(() -> versioning(403, "<Error><Code>InvalidAccessKeyId</Code></Error>"))
        .isInstanceOf(BackupStoreException.class).hasMessageContaining("the store does not know the access key");
  }

  /// `b` was deleted and `c` changed after the backup, `d` was deleted before; the versions of `c` go on on the second page.
  @Test
  void listsWhatWasThereAtAMoment() throws Exception {
    answers.put("versions", new Answer(200, listing(true,
        version("a", "1", "2026-02-24T02:00:12.000Z", true, "\"aa\"")
            + version("b", "1", "2026-02-24T02:00:12.000Z", false, "\"bb\"")
            + version("c", "2", "2026-02-25T09:00:00.000Z", true, "\"c2\"")
            + deletion("b", "2", "2026-02-25T09:00:00.000Z"))));
    answers.put("version-id-marker=2", new Answer(200, listing(false,
        version("c", "1", "2026-02-24T02:00:12.000Z", false, "\"c1\"")
            + version("d", "1", "2026-02-20T02:00:12.000Z", false, "\"dd\"")
            + deletion("d", "2", "2026-02-21T02:00:12.000Z"))));
    var taken = new ArrayList<String>();

    new MirrorListing(store, attempt -> attempt.run(), _ -> false).list(
        new MirrorDefinition("repositories", "knot/", "repositories"), Optional.of(BACKUP),
        (object, path) -> taken.add(path + " " + object.version() + " " + object.etag()));

    assertThat(taken).containsExactly("a 1 aa", "b 1 bb", "c 1 c1");
    assertThat(asked).hasSize(2)
        .allSatisfy(query -> assertThat(query).contains("prefix=knot%2F").contains("max-keys=1000"));
  }

  @Test
  void readsTheVersionThatIsMeant() throws Exception {
    answers.put("versions",
        new Answer(200, listing(false, version("a", "v/1", "2026-02-24T02:00:12.000Z", false, "\"aa\""))));
    answers.put("versionId=v%2F1", new Answer(200, "as it was"));
    var object = store.versions("knot/", Optional.empty(), 1000).versions().getFirst().object();

    try (var in = store.read(object, 0)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("as it was");
    }
    try (var in = store.read(object, 3)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("it was");
    }
  }

  private Versioning versioning(int status, String body) {
    answers.put("versioning", new Answer(status, body));
    return store.versioning();
  }

  private static String listing(boolean truncated, String entries) {
    var next = truncated ? "<NextKeyMarker>knot/c</NextKeyMarker><NextVersionIdMarker>2</NextVersionIdMarker>" : "";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListVersionsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + "<Name>backups</Name><Prefix>knot/</Prefix><MaxKeys>1000</MaxKeys><IsTruncated>" + truncated
        + "</IsTruncated>" + next
        + entries + "</ListVersionsResult>";
  }

  private static String version(String path, String id, String modified, boolean latest, String etag) {
    return "<Version><Key>knot/" + path + "</Key><VersionId>" + id + "</VersionId><IsLatest>" + latest
        + "</IsLatest><LastModified>" + modified + "</LastModified><ETag>" + etag.replace("\"", "&quot;")
        + "</ETag><Size>9</Size><StorageClass>STANDARD</StorageClass></Version>";
  }

  private static String deletion(String path, String id, String modified) {
    return "<DeleteMarker><Key>knot/" + path + "</Key><VersionId>" + id
        + "</VersionId><IsLatest>true</IsLatest><LastModified>"
        + modified + "</LastModified></DeleteMarker>";
  }

  /// The answer whose name is in the query, the last that was put of several.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = exchange.getRequestURI().getRawQuery();
      asked.add(query);
      var fitting =
          answers.entrySet().stream().filter(answer -> query.contains(answer.getKey())).map(Map.Entry::getValue)
              .reduce((_, last) -> last).orElseThrow();
      var body = fitting.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(fitting.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
