package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.files.Digest;
import dev.restorebot.mirror.MirrorDownload;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.Download;
import dev.restorebot.store.Download.Wanted;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What arrives is compared with what the store says of it in the headers of its answer.
class ContentClaimsTest {
  private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(StandardCharsets.US_ASCII);
  private static final String NO_MD5 = "0123456789abcdef0123456789abcdef";
  private static final String SSE = "x-amz-server-side-encryption";

  private final S3BackupStores stores = new S3BackupStores();
  private final Map<String, String> headers = new TreeMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  @TempDir
  Path folder;
  private HttpServer server;
  private String etag = NO_MD5;
  private byte[] sent = CONTENT;
  private int cut = CONTENT.length;

  @BeforeEach
  void aStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    stores.close();
  }

  @ParameterizedTest
  @CsvSource({SSE + ", aws:kms", SSE + ", aws:kms:dsse", SSE + "-customer-algorithm, AES256"})
  void takesTheETagOfAnEncryptedObjectForNoMd5(String header, String value) throws Exception {
    headers.put(header, value);

    assertThat(fetched()).isEqualTo(Digest.of(original()));
    assertThat(mirrored()).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AES256"})
  void comparesTheMd5OfAnObjectThatIsNotEncryptedWithAKeyOfSomebodysOwn(String encryption) throws Exception {
    if (!encryption.isEmpty()) {
      headers.put(SSE, encryption);
    }

    assertRefused("what arrived has the MD5 " + md5() + ", and the store says " + NO_MD5);

    etag = md5();
    assertThat(fetched()).isEqualTo(Digest.of(original()));
    assertThat(mirrored()).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @CsvSource({"crc32, CRC32, vc6LVw==", "crc32c, CRC32C, QDLllw==", "crc64nvme, CRC64NVME, nzuTxZscdGU=",
      "sha1, SHA-1, MVA0O/JZlNmiyH2vb1kvrhVEmd4=", "sha256, SHA-256, TCB1mK96INsOMzTdBEOZpA5GfLgbN/e6BaT3bcvY/Vk="})
  void comparesTheChecksumThatTheStoreKeeps(String header, String name, String expected) throws Exception {
    headers.put(SSE, "aws:kms");
    headers.put("x-amz-checksum-" + header, expected);

    assertThat(fetched()).isEqualTo(Digest.of(original()));
    assertThat(mirrored()).hasBinaryContent(CONTENT);

    sent = CONTENT.clone();
    sent[5000]++;
    assertRefused("what arrived has the " + name + " ");
  }

  @Test
  void believesAChecksumMoreThanAnETagThatOnlyLooksLikeAnMd5() throws Exception {
    headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(hash("SHA-256")));

    assertThat(fetched()).isEqualTo(Digest.of(original()));
  }

  @Test
  void comparesNoChecksumOfParts() throws Exception {
    headers.put(SSE, "aws:kms");
    headers.put("x-amz-checksum-crc32", "AAAAAA==-2");
    headers.put("x-amz-checksum-sha256", "AAAAAA==");
    headers.put("x-amz-checksum-type", "COMPOSITE");

    assertThat(fetched()).isEqualTo(Digest.of(original()));
  }

  @Test
  void comparesAllOfWhatArrivedInPieces() throws Exception {
    headers.put(SSE, "aws:kms");
    headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(hash("SHA-256")));
    cut = 6000;

    assertThat(fetched()).isEqualTo(Digest.of(original()));
    assertThat(requests).hasSizeGreaterThan(1);
  }

  @Test
  void insistsOnTheETagThatWasListed() throws Exception {
    headers.put(SSE, "aws:kms");
    var planned = object();
    etag = "another";

    assertThatThrownBy(() -> download().fetch(List.of(new Wanted(planned, folder.resolve("file")))))
        .isInstanceOf(BackupStoreException.class).hasMessageContaining("the object changed since it was planned");
  }

  @Test
  void asksForChecksums() throws Exception {
    etag = md5();
    fetched();

    assertThat(requests).containsExactly("ENABLED");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::fetched).isInstanceOf(BackupStoreException.class).hasMessageContaining(why);
    assertThatThrownBy(this::mirrored).isInstanceOf(BackupStoreException.class).hasMessageContaining(why);
  }

  private Digest fetched() throws IOException, InterruptedException {
    return download().fetch(List.of(new Wanted(object(), folder.resolve("file")))).getFirst().digest();
  }

  private Download download() {
    return new Download(store(), new FailsafeRetries(3, Duration.ZERO), Download.Listener.SILENT);
  }

  /// The same object as a small file of a mirror.
  private Path mirrored() throws IOException, InterruptedException {
    var retries = new FailsafeRetries(3, Duration.ZERO);
    var definition = new MirrorDefinition("files", "files/", "files");
    var mirror = new MirrorListing(store(), retries, _ -> false).list(definition, Optional.empty(),
        MirrorListing.Taker.NONE).mirror();
    var target = Files.createTempDirectory(folder, "mirror").resolve("files");
    new MirrorDownload(store(), retries, MirrorDownload.Listener.SILENT).bring(mirror, _ -> false, target,
        Optional.empty());
    return target.resolve("object");
  }

  private BackupObject object() {
    return new BackupObject("files/object", new ByteSize(CONTENT.length), etag, Instant.EPOCH);
  }

  private BackupStore store() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return stores.open(new StoreDefinition("test", endpoint, "test", Addressing.PATH), "bucket",
        new AccessKeys("AKIDEXAMPLE", "secret"));
  }

  private Path original() throws IOException {
    return Files.write(folder.resolve("original"), CONTENT);
  }

  private static String md5() throws Exception {
    return HexFormat.of().formatHex(hash("MD5"));
  }

  private static byte[] hash(String algorithm) throws Exception {
    return MessageDigest.getInstance(algorithm).digest(CONTENT);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = String.valueOf(exchange.getRequestURI().getQuery());
      if (query.contains("list-type=2")) {
        send(exchange, 200, listing());
      } else if (query.contains("versioning")) {
        send(exchange, 200, "<VersioningConfiguration/>".getBytes(StandardCharsets.UTF_8));
      } else if (!String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")).equals('"' + etag + '"')) {
        send(exchange, 412, new byte[0]);
      } else {
        deliver(exchange);
      }
    }
  }

  private void deliver(HttpExchange exchange) throws IOException {
    var range = exchange.getRequestHeaders().getFirst("Range");
    var offset = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    requests.add(String.valueOf(exchange.getRequestHeaders().getFirst(ClaimHeaders.MODE)));
    headers.forEach(exchange.getResponseHeaders()::set);
    if (range != null) {
      exchange.getResponseHeaders().set("Content-Range",
          "bytes " + offset + "-" + (sent.length - 1) + "/" + sent.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, sent.length - offset);
    exchange.getResponseBody().write(Arrays.copyOfRange(sent, offset, Math.min(sent.length, offset + cut)));
    exchange.getResponseBody().flush();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private byte[] listing() {
    return ("<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>files/object</Key><Size>" + CONTENT.length
        + "</Size><ETag>&quot;" + etag + "&quot;</ETag><LastModified>2026-02-24T02:00:00.000Z</LastModified></Contents>"
        + "</ListBucketResult>").getBytes(StandardCharsets.UTF_8);
  }
}
