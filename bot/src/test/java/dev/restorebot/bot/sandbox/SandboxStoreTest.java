package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.store.AccessKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(60)
class SandboxStoreTest {
  private static final String KEY = "pds/db/thing.sqlite";
  private static final int SIZE = 50_000;

  @TempDir
  private Path folder;
  private SandboxStore store;

  @BeforeEach
  void start() {
    store = new SandboxStore(folder, 0);
    store.put(KEY, Invented.bytes("thing", SIZE), Instant.parse("2026-02-24T02:00:12Z"));
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop();
  }

  @Test
  void servesWhatWasPutAndCountsRequests() throws IOException {
    try (var client = client(store.secret())) {
      assertThat(read(client)).isEqualTo(SIZE);
      assertThat(store.requests()).isEqualTo(1);

      var listing = client.listObjectsV2(request -> request.bucket(SandboxStore.BUCKET).prefix("pds/"));
      assertThat(listing.contents()).singleElement()
          .satisfies(object -> assertThat(object.lastModified()).isEqualTo("2026-02-24T02:00:12Z"));
      client.headObject(request -> request.bucket(SandboxStore.BUCKET).key(KEY));
      assertThat(store.requests()).isEqualTo(3);
    }
  }

  @Test
  void refusesWrongKeysUntilTheyAreRightAgain() throws IOException {
    store.useWrongKeys();
    try (var client = client(store.secret())) {
      assertThatThrownBy(() -> read(client)).isInstanceOfSatisfying(S3Exception.class,
          e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    store.useRightKeys();
    try (var client = client(store.secret())) {
      assertThat(read(client)).isEqualTo(SIZE);
    }
  }

  @Test
  void hasNoBucketUntilItHeals() throws IOException {
    store.loseBucket();
    try (var client = client(store.secret())) {
      assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket(SandboxStore.BUCKET)))
          .isInstanceOf(NoSuchBucketException.class);
      assertThatThrownBy(() -> read(client)).isInstanceOf(S3Exception.class);

      store.heal();
      assertThat(read(client)).isEqualTo(SIZE);
    }
  }

  @Test
  void breaksAsManyBodiesAsToldHalfWay() throws IOException {
    store.cutBodies(1);
    try (var client = client(store.secret())) {
      var in = client.getObject(request -> request.bucket(SandboxStore.BUCKET).key(KEY));
      assertThatThrownBy(in::readAllBytes).isInstanceOfAny(IOException.class, SdkException.class);

      assertThat(read(client)).isEqualTo(SIZE);
    }
  }

  @Test
  void goesDownInTheMiddleOfABodyAndComesBackOnTheSamePort() throws IOException {
    var endpoint = store.endpoint();
    store.dieWhileReading();
    try (var client = client(store.secret())) {
      assertThatThrownBy(() -> read(client)).isInstanceOfAny(IOException.class, SdkException.class);
      store.stop();
      assertThatThrownBy(() -> read(client)).isInstanceOf(SdkException.class);
    }

    store.heal();
    // Another client: the first one may still keep a connection to the server that died, and does not try again.
    try (var client = client(store.secret())) {
      assertThat(read(client)).isEqualTo(SIZE);
    }
    assertThat(store.endpoint()).isEqualTo(endpoint);
  }

  @Test
  void makesNewKeysEachTime() {
    var other = new SandboxStore(folder, 0);

    assertThat(other.secret().secretKey()).isNotEqualTo(store.secret().secretKey()).hasSize(48);
  }

  private int read(S3Client client) throws IOException {
    try (var in = client.getObject(request -> request.bucket(SandboxStore.BUCKET).key(KEY))) {
      return in.readAllBytes().length;
    }
  }

  private S3Client client(AccessKeys keys) {
    return S3Client.builder().endpointOverride(store.endpoint()).region(Region.of("sandbox")).forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(1)))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
        .build();
  }
}
