package dev.restorebot.s3;

import dev.restorebot.audit.Anchor;
import dev.restorebot.audit.AnchoredSeal;
import dev.restorebot.files.Digest;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.store.AccessKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Seals as objects with Object Lock, in a bucket of their own: the one thing here that writes to a store, and it only adds. It has a
/// client and keys of its own, apart from those that read backups. Thread-safe.
public final class S3Anchor implements Anchor, AutoCloseable {
  private static final int PRECONDITION_FAILED = 412;
  private static final Set<Integer> NOT_KNOWN = Set.of(405, 501);

  private final SdkHttpClient connections = Clients.connections();
  private final S3Client client;
  private final StoreDefinition store;
  private final String bucket;
  private final String prefix;

  /// @param prefix what the keys of seals begin with; may be empty
  public S3Anchor(StoreDefinition store, String bucket, String prefix, AccessKeys keys) {
    this.client = Clients.client(connections, store, keys);
    this.store = store;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public String place() {
    return "s3://" + bucket + "/" + prefix;
  }

  @Override
  public void keep(AnchoredSeal seal, Instant until) {
    var attempt = attempt("write", seal.name());
    try {
      put(request(seal, until).ifNoneMatch("*").build(), seal);
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return;
      }
      if (!NOT_KNOWN.contains(e.statusCode())) {
        throw refused(attempt, e);
      }
      keepWithoutCondition(seal, until);
    } catch (SdkException e) {
      throw refused(attempt, e);
    }
  }

  /// For stores that know no conditions. Two that do this at once write the same twice.
  private void keepWithoutCondition(AnchoredSeal seal, Instant until) {
    if (!names().contains(seal.name())) {
      asked("write", seal.name(), () -> put(request(seal, until).build(), seal));
    }
  }

  private Object put(PutObjectRequest request, AnchoredSeal seal) {
    return client.putObject(request, RequestBody.fromBytes(bytes(seal)));
  }

  /// A store takes no lock without a digest of the content. MD5 is the one that all of them know.
  private PutObjectRequest.Builder request(AnchoredSeal seal, Instant until) {
    var md5 = Digest.md5Engine().digest(bytes(seal));
    return PutObjectRequest.builder().bucket(bucket).key(prefix + seal.name()).contentType("application/json")
        .contentMD5(Base64.getEncoder().encodeToString(md5)).objectLockMode(ObjectLockMode.COMPLIANCE)
        .objectLockRetainUntilDate(until.truncatedTo(ChronoUnit.SECONDS));
  }

  private static byte[] bytes(AnchoredSeal seal) {
    return seal.text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Set<String> names() {
    return asked("list", "", () -> {
      var names = new HashSet<String>();
      client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
          .map(object -> name(object.key())).filter(AnchoredSeal::named).forEach(names::add);
      return names;
    });
  }

  @Override
  public List<Found> all() {
    var found = new ArrayList<Found>();
    for (var version : versions()) {
      var request = GetObjectRequest.builder().bucket(bucket).key(prefix + version.name());
      if (!version.id().isEmpty()) {
        request.versionId(version.id());
      }
      var text = asked("read", version.name(), () -> client.getObjectAsBytes(request.build()).asUtf8String());
      found.add(new Found(version.name(), AnchoredSeal.parse(version.name(), text)));
    }
    return found;
  }

  private List<Version> versions() {
    try {
      return client.listObjectVersionsPaginator(request -> request.bucket(bucket).prefix(prefix)).versions().stream()
          .map(version -> new Version(name(version.key()),
              Boolean.TRUE.equals(version.isLatest()) ? "" : String.valueOf(version.versionId())))
          .filter(version -> AnchoredSeal.named(version.name())).toList();
    } catch (S3Exception e) {
      if (NOT_KNOWN.contains(e.statusCode())) {
        return names().stream().sorted().map(name -> new Version(name, "")).toList();
      }
      throw refused(attempt("list the versions of", ""), e);
    } catch (SdkException e) {
      throw refused(attempt("list the versions of", ""), e);
    }
  }

  /// @param id empty for the newest, which every store gives without
  private record Version(String name, String id) {}

  @Override
  public Lock lock() {
    try {
      var answer = client.getObjectLockConfiguration(request -> request.bucket(bucket)).objectLockConfiguration();
      return answer != null && answer.objectLockEnabled() == ObjectLockEnabled.ENABLED ? new Lock.On() : notOn();
    } catch (S3Exception e) {
      var details = e.awsErrorDetails();
      var code = details == null ? "" : String.valueOf(details.errorCode());
      if (code.equals("ObjectLockConfigurationNotFoundError")) {
        return notOn();
      }
      if (NOT_KNOWN.contains(e.statusCode())) {
        return new Lock.Off("the store knows no Object Lock", "Take a store that does: here, whoever has the keys can"
            + " delete seals.");
      }
      if (code.equals("AccessDenied")) {
        return new Lock.Off("these keys may not ask whether the bucket has Object Lock",
            "Allow them s3:GetBucketObjectLockConfiguration, or look yourself.");
      }
      throw refused(attempt("ask for the Object Lock of", ""), e);
    } catch (SdkException e) {
      throw refused(attempt("ask for the Object Lock of", ""), e);
    }
  }

  private static Lock notOn() {
    return new Lock.Off("the bucket has no Object Lock",
        "Make a bucket with Object Lock, and name that one: most stores turn"
            + " it on only when a bucket is made.");
  }

  private String name(String key) {
    return key.substring(prefix.length());
  }

  private <T> T asked(String verb, String name, Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw refused(attempt(verb, name), e);
    }
  }

  private String attempt(String verb, String name) {
    return verb + " " + place() + name + " at " + store.endpoint();
  }

  private static AnchorException refused(String attempt, SdkException e) {
    return new AnchorException(String.valueOf(Refusals.of(attempt, e).getMessage()), e);
  }

  @Override
  public void close() {
    client.close();
    connections.close();
  }
}
