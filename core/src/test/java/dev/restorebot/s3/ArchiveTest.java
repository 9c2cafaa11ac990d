package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a store with an archive lists and answers.
class ArchiveTest {
  private final S3BackupStores stores = new S3BackupStores();
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String storageClass = "STANDARD";
  private String code = "";
  private String message = "";
  private int status = 200;

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
  @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
  void seesInAListingWhatMayLieInAnArchive(String name) {
    storageClass = name;

    assertThat(store().list("", "", 10).archived()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "STANDARD_IA", "GLACIER_IR", "INTELLIGENT_TIERING", "COLD", ""})
  void takesOtherClassesForReadable(String name) {
    storageClass = name;

    assertThat(store().list("", "", 10).archived()).isEmpty();
  }

  @Test
  void asksForOneByteToKnow() {
    assertThat(store().isArchived(object())).isFalse();

    refuse(403, "InvalidObjectState", "The operation is not valid for the object's storage class");
    assertThat(store().isArchived(object())).isTrue();
    assertThat(ranges).containsOnly("bytes=0-0");
  }

  @Test
  void takesAnotherRefusalForNoArchive() {
    refuse(403, "AccessDenied", "Access Denied");

    assertThat(store().isArchived(object())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "403| InvalidObjectState| The operation is not valid| the object is archived (403 InvalidObjectState). Next: have"
          + " the store restore it from the archive",
      "400| InvalidRequest| The object was stored using a form of Server Side Encryption.| the object is encrypted with a"
          + " key that only its writer has (SSE-C)",
      "403| AccessDenied| User is not authorized to perform: kms:Decrypt on the resource| the encryption key of the"
          + " object cannot be used: User is not authorized to perform: kms:Decrypt",
      "400| KMS.DisabledException| the key is disabled| the encryption key of the object cannot be used: the key is"
          + " disabled",
      "403| AccessDenied| Access Denied| access denied"})
  void saysWhyAnObjectCannotBeRead(int answered, String error, String text, String said) {
    refuse(answered, error, text);

    assertThatThrownBy(() -> store().read(object(), 0)).isInstanceOf(BackupStoreException.class)
        .hasMessageContaining(said);
  }

  private void refuse(int answered, String error, String text) {
    status = answered;
    code = error;
    message = text;
  }

  private BackupObject object() {
    return store().list("", "", 10).objects().getFirst();
  }

  private BackupStore store() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return stores.open(new StoreDefinition("test", endpoint, "test", Addressing.PATH), "bucket",
        new AccessKeys("AKIDEXAMPLE", "secret"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type=2")) {
        send(exchange, 200, "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>3</Size>"
            + "<ETag>&quot;e&quot;</ETag><LastModified>2026-02-24T02:00:00.000Z</LastModified>"
            + (storageClass.isEmpty() ? "" : "<StorageClass>" + storageClass + "</StorageClass>")
            + "</Contents></ListBucketResult>");
      } else if (status == 200) {
        ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/3");
        send(exchange, 206, "a");
      } else {
        send(exchange, status, "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
