package dev.restorebot.s3;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.snapshot.AccessKeys;
import dev.restorebot.snapshot.BackupStore;
import dev.restorebot.snapshot.BackupStores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/// [BackupStores] over S3. Connections are the JDK's own, kept for whoever asks the same server next: in a process that lives
/// for seconds, loading a larger client takes longer than what it saves. Thread-safe.
public final class S3BackupStores implements BackupStores, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 2;
  /// No download has more requests under way.
  private static final int CONNECTIONS = 128;

  static {
    // The JDK keeps five connections to a server, unless it is told otherwise before it keeps the first.
    System.setProperty("http.maxConnections", Integer.toString(CONNECTIONS));
  }

  private final SdkHttpClient connections =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER).build();
  private final Map<Account, S3Client> clients = new ConcurrentHashMap<>();

  @Override
  public BackupStore open(StoreDefinition store, String bucket, AccessKeys keys) {
    var client = clients.computeIfAbsent(new Account(store, keys), this::client);
    var reads = new PlainReads(connections, identity(keys), store);
    return new S3BackupStore(client, reads, store, bucket);
  }

  @Override
  public void close() {
    clients.values().forEach(S3Client::close);
    connections.close();
  }

  private S3Client client(Account account) {
    return S3Client.builder()
        .httpClient(connections)
        .endpointOverride(account.store().endpoint())
        .region(Region.of(account.store().region()))
        .credentialsProvider(StaticCredentialsProvider.create(identity(account.keys())))
        .forcePathStyle(account.store().addressing() == Addressing.PATH)
        .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .disableS3ExpressSessionAuth(true)
        .overrideConfiguration(configuration())
        .build();
  }

  private static AwsBasicCredentials identity(AccessKeys keys) {
    return AwsBasicCredentials.create(keys.accessKey(), keys.secretKey());
  }

  private static ClientOverrideConfiguration configuration() {
    var retries = AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
    return ClientOverrideConfiguration.builder()
        .retryStrategy(retries)
        // No profile file of whoever runs this has a say.
        .defaultProfileFile(ProfileFile.aggregator().build())
        .build();
  }

  private record Account(StoreDefinition store, AccessKeys keys) {}
}
