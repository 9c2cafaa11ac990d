package dev.restorebot.s3;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.BackupObject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Reads objects as the SDK's client does, with its signatures and its connections, but without the rest of it: a mirror is thousands
/// of small objects, and in a process that lives for seconds most of the time would go into that. Whatever does not succeed is left to
/// the client, which can say why. Thread-safe.
final class PlainReads {
  private final SdkHttpClient connections;
  private final AwsCredentialsIdentity keys;
  private final String region;
  private final URI endpoint;
  private final Addressing addressing;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  PlainReads(SdkHttpClient connections, AwsCredentialsIdentity keys, StoreDefinition store) {
    this.connections = connections;
    this.keys = keys;
    this.region = store.region();
    this.endpoint = store.endpoint();
    this.addressing = store.addressing();
  }

  /// The content of `object` in `bucket` from its beginning, or empty if that did not succeed at once.
  Optional<Body> read(String bucket, BackupObject object) {
    try {
      var request = signed(request(bucket, object));
      var answer = connections.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      if (answer.httpResponse().statusCode() == 200) {
        return answer.responseBody().map(content -> new Body(content, ClaimHeaders.of(answer.httpResponse())));
      }
      answer.responseBody().ifPresent(AbortableInputStream::abort);
      return Optional.empty();
    } catch (IOException | SdkException _) {
      return Optional.empty();
    }
  }

  private SdkHttpRequest request(String bucket, BackupObject object) {
    var key = "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(object.key());
    var inPath = addressing == Addressing.PATH;
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).protocol(endpoint.getScheme())
        .host(inPath ? endpoint.getHost() : bucket + "." + endpoint.getHost())
        .encodedPath(SdkHttpUtils.appendUri(String.valueOf(endpoint.getRawPath()), inPath ? "/" + bucket + key : key))
        .putHeader("If-Match", '"' + object.etag() + '"')
        .putHeader(ClaimHeaders.MODE, ClaimHeaders.ENABLED);
    if (endpoint.getPort() >= 0) {
      request.port(endpoint.getPort());
    }
    if (!object.version().isEmpty()) {
      request.putRawQueryParameter("versionId", object.version());
    }
    return request.build();
  }

  private SdkHttpRequest signed(SdkHttpRequest request) {
    return signer.sign(sign -> sign.identity(keys).request(request)
        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)).request();
  }
}
