package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a store may leave out of a listing, or put into it.
@Timeout(120)
class ListingTest {
  private static final String ENTRY = "<Key>pds/a</Key><Size>3</Size><ETag>&quot;e&quot;</ETag>"
      + "<LastModified>2026-02-24T02:00:00.000Z</LastModified>";
  private static final String[] FIELDS = {"Key", "Size", "ETag", "LastModified"};
  private static final String[] VALUES = {"", " ", "0", "-1", "1e3", "9223372036854775807", "9223372036854775808",
      "pds/../a", "/etc/passwd", "a\\b", "&#x202e;&#x9;", "\u00e9", "&lt;b&gt;", "a".repeat(20_000), "null",
      "2026-02-24T02:00:00.000Z", "2026-02-24", "+999999999-01-01T00:00:00Z", "Tue, 24 Feb 2026 02:00:00 GMT",
      "&quot;"};

  private final S3BackupStores stores = new S3BackupStores();
  private HttpServer server;
  private volatile String entry = ENTRY;

  @BeforeEach
  void aStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      var versions = String.valueOf(exchange.getRequestURI().getQuery()).contains("versions");
      var body = (versions
          ? "<ListVersionsResult><IsTruncated>false</IsTruncated><Version>" + entry + "</Version></ListVersionsResult>"
          : "<ListBucketResult><IsTruncated>false</IsTruncated><Contents>" + entry + "</Contents></ListBucketResult>")
          .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    stores.close();
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource(delimiter = '|', textBlock = """
      <Key>pds/a</Key>   |                    | a listing has an object without a key: one.
      <Key>pds/a</Key>   | <Key></Key>        | a listing has an object without a key: one.
      <Size>3</Size>     |                    | a listing has an object without a size: pds/a.
      <Size>3</Size>     | <Size>-1</Size>    | a listing has an object without a size: pds/a.
      <LastModified>2026-02-24T02:00:00.000Z</LastModified> | | a listing has an object without a time: pds/a.
      """)
  void saysWhatAnEntryLeavesOut(String right, String wrong, String said) {
    entry = ENTRY.replace(right, wrong == null ? "" : wrong);

    assertThatThrownBy(() -> store().list("", "", 10)).isInstanceOf(BackupStoreException.class)
        .hasMessageContaining(said);
    assertThatThrownBy(() -> store().versions("", Optional.empty(), 10)).isInstanceOf(BackupStoreException.class)
        .hasMessageContaining(said);
  }

  @Test
  void takesAnEntryWithoutAnEtag() {
    entry = ENTRY.replace("<ETag>&quot;e&quot;</ETag>", "");

    assertThat(store().list("", "", 10).objects()).singleElement().satisfies(object -> {
      assertThat(object.etag()).isEmpty();
      assertThat(object.md5()).isEmpty();
    });
  }

  @Test
  void listsOrRefusesFiveHundred() {
    mutate(Long.getLong("mutation.seed", 20_261_129L), 500);
  }

  @Tag("soak")
  @Test
  @Timeout(1800)
  void listsOrRefusesTenThousand() {
    mutate(30_261_129L, 10_000);
  }

  private void mutate(long seed, int count) {
    var listed = 0;
    var refused = 0;
    for (var number = 0; number < count; number++) {
      entry = mutated(new SplittableRandom(seed + number));
      try {
        store().list("", "", 10);
        store().versions("", Optional.empty(), 10);
        listed++;
      } catch (BackupStoreException _) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("-Dmutation.seed=" + (seed + number) + ": " + entry, e);
      }
    }
    System.out.println(count + " mutated listings (seed " + seed + "): listed " + listed + ", refused " + refused);
    assertThat(listed).isPositive();
    assertThat(refused).isPositive();
  }

  /// Mostly another value of a field, else another text altogether, which is seldom XML.
  private static String mutated(SplittableRandom random) {
    var text = new StringBuilder(ENTRY);
    for (var times = random.nextInt(1, 4); times > 0; times--) {
      var field = FIELDS[random.nextInt(FIELDS.length)];
      var begin = text.indexOf("<" + field + ">");
      var end = text.indexOf("</" + field + ">");
      if (begin >= 0 && end > begin && random.nextInt(10) > 0) {
        text.replace(begin + field.length() + 2, end, VALUES[random.nextInt(VALUES.length)]);
      } else if (!text.isEmpty()) {
        broken(text, random);
      }
    }
    return text.toString();
  }

  private static void broken(StringBuilder text, SplittableRandom random) {
    var at = random.nextInt(text.length());
    switch (random.nextInt(5)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.setCharAt(at, (char) random.nextInt(1, 0x300));
      case 2 -> text.insert(at, "<a>&lt;".repeat(random.nextInt(1, 50)));
      case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 40)));
      default -> text.insert(at, text.substring(0, Math.min(text.length(), random.nextInt(1, 60))));
    }
  }

  private BackupStore store() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return stores.open(new StoreDefinition("test", endpoint, "test", Addressing.PATH), "bucket",
        new AccessKeys("AKIDEXAMPLE", "secret"));
  }
}
