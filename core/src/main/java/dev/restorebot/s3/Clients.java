package dev.restorebot.s3;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import java.time.Duration;
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

/// Makes clients that ask S3-compatible stores in the way that all of them understand.
final class Clients {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 2;
  /// No download has more requests under way.
  private static final int CONNECTIONS = 128;

  static {
    // The JDK keeps five connections to a server, unless it is told otherwise before it keeps the first.
    System.setProperty("http.maxConnections", Integer.toString(CONNECTIONS));
  }

  private Clients() {}

  /// Connections of the JDK's own.
  static SdkHttpClient connections() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER).build();
  }

  /// Asks `store` with `keys` over `connections`.
  static S3Client client(SdkHttpClient connections, StoreDefinition store, AccessKeys keys) {
    return S3Client.builder()
        .httpClient(connections)
        .endpointOverride(store.endpoint())
        .region(Region.of(store.region()))
        .credentialsProvider(StaticCredentialsProvider.create(identity(keys)))
        .forcePathStyle(store.addressing() == Addressing.PATH)
        .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .disableS3ExpressSessionAuth(true)
        .overrideConfiguration(configuration())
        .build();
  }

  static AwsBasicCredentials identity(AccessKeys keys) {
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
}
