package dev.restorebot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.audit.Anchor;
import dev.restorebot.audit.Anchor.AnchorException;
import dev.restorebot.audit.Anchor.Found;
import dev.restorebot.audit.AnchoredSeal;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a real S3 server in this process, which keeps no versions and knows no Object Lock: what is sent for that is in
/// [S3AnchorRequestsTest].
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class S3AnchorTest {
  private static final AccessKeys KEYS = new AccessKeys("AKIDEXAMPLE", "the-secret-half");
  private static final Instant UNTIL = Instant.parse("2026-05-27T12:00:00Z");
  private static final AnchoredSeal SEAL = new AnchoredSeal("r-7k2m4q", 43, "9f86d081884c7d65".repeat(4));

  private S3Proxy server;
  private StoreDefinition store;
  private S3Client others;

  @BeforeEach
  void aServerWithABucket() throws Exception {
    server = S3Proxy.builder().blobStore(new TransientNio2BlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
        .ignoreUnknownHeaders(true).build();
    server.start();
    store = new StoreDefinition("test", URI.create("http://127.0.0.1:" + server.getPort()), "test", Addressing.PATH);
    others = Clients.client(UrlConnectionHttpClient.create(), store, KEYS);
    others.createBucket(request -> request.bucket("seals"));
  }

  @AfterEach
  void stop() throws Exception {
    others.close();
    server.stop();
  }

  @Test
  void keepsASealUnderItsNameAndLeavesOneAloneThatIsThere() {
    try (var anchor = anchor("record/")) {
      anchor.keep(SEAL, UNTIL);
      anchor.keep(new AnchoredSeal(SEAL.run(), SEAL.entry(), "0".repeat(64)), UNTIL);
      put("record/readme.txt", "not a seal");
      put("elsewhere/r-aaaa-1.json", "not here");

      assertThat(anchor.place()).isEqualTo("s3://seals/record/");
      assertThat(anchor.names()).containsExactly("r-7k2m4q-43.json");
      assertThat(anchor.all()).containsExactly(new Found("r-7k2m4q-43.json", Optional.of(SEAL)));
      assertThat(
          others.getObjectAsBytes(request -> request.bucket("seals").key("record/r-7k2m4q-43.json")).asUtf8String())
          .isEqualTo("{\"run\":\"r-7k2m4q\",\"entry\":43,\"digest\":\"" + SEAL.digest() + "\"}\n");
    }
  }

  @Test
  void tellsWhatIsThereByTheNameOfASealAndIsNone() {
    put("r-7k2m4q-43.json", "{}");

    try (var anchor = anchor("")) {
      assertThat(anchor.all()).containsExactly(new Found("r-7k2m4q-43.json", Optional.empty()));
    }
  }

  @Test
  void saysThatTheStoreKeepsNobodyFromChangingSeals() {
    try (var anchor = anchor("")) {
      assertThat(anchor.lock()).isInstanceOf(Anchor.Lock.Off.class);
    }
  }

  @Test
  void failsWithWhatWasTriedAndNothingOfTheKeys() throws Exception {
    try (var stranger = new S3Anchor(store, "seals", "", new AccessKeys("AKIDOTHER", "another-secret"));
        var nowhere = new S3Anchor(store, "no-seals", "", KEYS);
        var anchor = anchor("")) {
      assertThatThrownBy(() -> stranger.keep(SEAL, UNTIL)).isInstanceOf(AnchorException.class)
          .hasMessageStartingWith("write s3://seals/r-7k2m4q-43.json at " + store.endpoint() + ": ")
          .hasMessageNotContaining("AKIDOTHER").hasMessageNotContaining("another-secret");
      assertThatThrownBy(() -> nowhere.keep(SEAL, UNTIL)).isInstanceOf(AnchorException.class)
          .hasMessageContaining("the bucket does not exist");
      server.stop();
      assertThatThrownBy(anchor::names).isInstanceOf(AnchorException.class).hasMessageContaining("no answer");
    }
  }

  private void put(String key, String text) {
    others.putObject(request -> request.bucket("seals").key(key), RequestBody.fromString(text));
  }

  private S3Anchor anchor(String prefix) {
    return new S3Anchor(store, "seals", prefix, KEYS);
  }
}
