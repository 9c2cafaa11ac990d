package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.files.Digest;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.Download;
import dev.restorebot.store.Download.Wanted;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a real S3 server in this process.
class S3BackupStoreTest {
  private static final AccessKeys KEYS = new AccessKeys("AKIDEXAMPLE", "the-secret-half");

  private static S3Proxy server;
  private static S3Client writer;
  private static S3BackupStores stores;
  @TempDir
  Path folder;

  @BeforeAll
  static void aServerWithABucket() throws Exception {
    server = S3Proxy.builder().blobStore(new TransientNio2BlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
        .ignoreUnknownHeaders(true)
        .build();
    server.start();
    writer = S3Client.builder().httpClient(UrlConnectionHttpClient.create()).endpointOverride(endpoint())
        .region(Region.of("test")).forcePathStyle(true).credentialsProvider(StaticCredentialsProvider
            .create(AwsBasicCredentials.create(KEYS.accessKey(), KEYS.secretKey())))
        .build();
    writer.createBucket(request -> request.bucket("backups"));
    for (var key : List.of("pds/db/a", "pds/db/b", "pds/db/c", "pds/other", "zot/x:y z+1")) {
      put(key, "the content of " + key);
    }
    stores = new S3BackupStores();
  }

  @AfterAll
  static void stop() throws Exception {
    stores.close();
    writer.close();
    server.stop();
  }

  @Test
  void listsAPrefixInOrder() {
    var page = store("backups").list("pds/db/", "", 1000);

    assertThat(page.objects()).extracting(BackupObject::key).containsExactly("pds/db/a", "pds/db/b", "pds/db/c");
    assertThat(page.more()).isFalse();
    assertThat(page.objects().getFirst().size()).isEqualTo(new ByteSize("the content of pds/db/a".length()));
    assertThat(page.objects().getFirst().etag()).matches("[0-9a-f]{32}");
    assertThat(page.objects().getFirst().modified()).isAfter(Instant.EPOCH);
  }

  @Test
  void listsInPages() {
    var first = store("backups").list("pds/", "", 2);
    var second = store("backups").list("pds/", first.objects().getLast().key(), 2);

    assertThat(first.more()).isTrue();
    assertThat(second.objects()).extracting(BackupObject::key).containsExactly("pds/db/c", "pds/other");
  }

  @Test
  void findsAnObjectByItsWholeKey() {
    assertThat(store("backups").find("pds/db/a")).map(BackupObject::key).contains("pds/db/a");
    assertThat(store("backups").find("pds/db/")).isEmpty();
    assertThat(store("backups").find("pds/nothing")).isEmpty();
  }

  @Test
  void readsFromAnOffset() throws Exception {
    var object = store("backups").find("zot/x:y z+1").orElseThrow();

    try (var in = store("backups").read(object, 4)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("content of zot/x:y z+1");
    }
  }

  @Test
  void refusesAnObjectThatChangedSinceItWasPlanned() {
    put("changing", "old");
    var planned = store("backups").find("changing").orElseThrow();
    put("changing", "new");

    var failure = failure(() -> store("backups").read(planned, 0));

    assertThat(failure).hasMessageStartingWith("read s3://backups/changing at " + endpoint()
        + ": the object changed since it was planned (412 ");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void saysThatAnObjectIsGone() {
    var planned = new BackupObject("gone", new ByteSize(1), "0123456789abcdef0123456789abcdef", Instant.EPOCH);

    assertThat(failure(() -> store("backups").read(planned, 0))).hasMessageContaining(": the object is gone (404 ");
  }

  @Test
  void saysThatTheBucketDoesNotExist() {
    var failure = failure(() -> store("nowhere").list("pds/", "", 10));

    assertThat(failure).hasMessage("list s3://nowhere/pds/ at " + endpoint()
        + ": the bucket does not exist (404 NoSuchBucket). Next: check the name of the bucket and the endpoint");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
      "AKIDEXAMPLE, wrong-secret,    the secret key does not belong to the access key (403 SignatureDoesNotMatch)",
      "AKIDOTHER,   the-secret-half, the store does not know the access key (403 InvalidAccessKeyId)"})
  void saysWhichKeyIsWrongAndShowsNone(String accessKey, String secretKey, String why) {
    var store = stores.open(definition(endpoint()), "backups", new AccessKeys(accessKey, secretKey));

    var failure = failure(() -> store.list("", "", 10));

    assertThat(failure).hasMessageContaining(why);
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain(accessKey, secretKey);
    }
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var nobody = URI.create("http://127.0.0.1:" + port);

    var failure = failure(() -> stores.open(definition(nobody), "backups", KEYS).list("pds/", "", 10));

    assertThat(failure).hasMessage("list s3://backups/pds/ at " + nobody
        + ": no answer: the connection was refused. Next: check the endpoint and the network, then try again");
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void saysThatTheStoreIsBroken() throws IOException {
    var broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext("/", exchange -> {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
    });
    broken.start();
    try {
      var endpoint = URI.create("http://127.0.0.1:" + broken.getAddress().getPort());

      var failure = failure(() -> stores.open(definition(endpoint), "backups", KEYS).list("", "", 10));

      assertThat(failure).hasMessageContaining("the store is overloaded or broken (503 ");
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    } finally {
      broken.stop(0);
    }
  }

  @Test
  void downloadsThroughConnectionsThatBreak() throws Exception {
    var content = "0123456789".repeat(40_000);
    put("big", content);
    var object = store("backups").find("big").orElseThrow();
    var ranges = Collections.synchronizedList(new ArrayList<String>());
    var cutting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cutting.createContext("/", exchange -> {
      var range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(String.valueOf(range));
      var offset = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      var left = content.substring(offset);
      if (range != null) {
        exchange.getResponseHeaders().set("Content-Range",
            "bytes " + offset + "-" + (content.length() - 1) + "/" + content.length());
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, left.length());
      exchange.getResponseBody()
          .write(left.substring(0, Math.min(150_000, left.length())).getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    cutting.start();
    try {
      var endpoint = URI.create("http://127.0.0.1:" + cutting.getAddress().getPort());
      var store = stores.open(definition(endpoint), "backups", KEYS);

      var arrived = new Download(store, new FailsafeRetries(4, Duration.ZERO), Download.Listener.SILENT)
          .fetch(List.of(new Wanted(object, folder.resolve("big"))));

      assertThat(arrived.getFirst().digest())
          .isEqualTo(Digest.of(Files.writeString(folder.resolve("original"), content)));
      assertThat(ranges).hasSizeGreaterThan(1).first().isEqualTo("null");
    } finally {
      cutting.stop(0);
    }
  }

  @Test
  void showsNoKeys() {
    assertThat(KEYS.toString()).doesNotContain(KEYS.accessKey(), KEYS.secretKey());
    assertThatThrownBy(() -> store("nowhere").find("x")).asString().doesNotContain(KEYS.secretKey());
  }

  private static BackupStoreException failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(BackupStoreException.class, call));
  }

  private static BackupStore store(String bucket) {
    return stores.open(definition(endpoint()), bucket, KEYS);
  }

  private static StoreDefinition definition(URI endpoint) {
    return new StoreDefinition("test", endpoint, "test", Addressing.PATH);
  }

  private static URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private static void put(String key, String content) {
    writer.putObject(request -> request.bucket("backups").key(key), RequestBody.fromString(content));
  }
}
