package dev.restorebot.s3;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.Versioning;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// One bucket, read through the AWS SDK.
final class S3BackupStore implements BackupStore {
  private final S3Client client;
  private final PlainReads reads;
  private final StoreDefinition store;
  private final String bucket;

  S3BackupStore(S3Client client, PlainReads reads, StoreDefinition store, String bucket) {
    this.client = client;
    this.reads = reads;
    this.store = store;
    this.bucket = bucket;
  }

  @Override
  public Page list(String prefix, String after, int limit) {
    var request = ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).maxKeys(Math.min(limit, 1000));
    if (!after.isEmpty()) {
      request.startAfter(after);
    }
    try {
      var answer = client.listObjectsV2(request.build());
      var objects = answer.contents().stream().map(S3BackupStore::object).toList();
      var archived = answer.contents().stream().filter(StorageClasses::isArchive).map(S3Object::key)
          .collect(Collectors.toSet());
      return new Page(objects, Boolean.TRUE.equals(answer.isTruncated()), archived);
    } catch (SdkException e) {
      throw Refusals.of(attempt("list", prefix), e);
    }
  }

  /// Lists instead of asking for the head of the object: an answer to that has no body, so a refusal would have no reason.
  @Override
  public Optional<BackupObject> find(String key) {
    return list(key, "", 1).objects().stream().filter(object -> object.key().equals(key)).findFirst();
  }

  @Override
  public InputStream read(BackupObject object, long offset) {
    if (offset == 0) {
      var whole = reads.read(bucket, object);
      if (whole.isPresent()) {
        return whole.get();
      }
    }
    var request = GetObjectRequest.builder().bucket(bucket).key(object.key()).ifMatch('"' + object.etag() + '"');
    if (!object.version().isEmpty()) {
      request.versionId(object.version());
    }
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    try {
      var answer = client.getObject(request.build());
      var body = new Body(answer, ClaimHeaders.of(answer.response().sdkHttpResponse()));
      if (offset > 0 && answer.response().contentRange() == null) {
        // This store sent all of it.
        body.skipNBytes(offset);
      }
      return body;
    } catch (SdkException e) {
      throw Refusals.of(attempt("read", object.key()), e);
    } catch (IOException e) {
      throw Refusals.broken(attempt("read", object.key()), e);
    }
  }

  /// Reads one byte: an archive refuses that, and says why.
  @Override
  public boolean isArchived(BackupObject object) {
    var request = GetObjectRequest.builder().bucket(bucket).key(object.key()).range("bytes=0-0").build();
    try (var answer = client.getObject(request)) {
      answer.abort();
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() < 500) {
        return StorageClasses.isInArchive(e);
      }
      throw Refusals.of(attempt("read", object.key()), e);
    } catch (SdkException e) {
      throw Refusals.of(attempt("read", object.key()), e);
    } catch (IOException e) {
      throw Refusals.broken(attempt("read", object.key()), e);
    }
  }

  @Override
  public Versioning versioning() {
    try {
      return Versions.kept(client.getBucketVersioning(request -> request.bucket(bucket)));
    } catch (S3Exception e) {
      return Versions.unknown(e).orElseThrow(() -> Refusals.of(attempt("ask for the versioning of", ""), e));
    } catch (SdkException e) {
      throw Refusals.of(attempt("ask for the versioning of", ""), e);
    }
  }

  @Override
  public VersionPage versions(String prefix, Optional<VersionMark> after, int limit) {
    var request = ListObjectVersionsRequest.builder().bucket(bucket).prefix(prefix).maxKeys(Math.min(limit, 1000));
    after.ifPresent(mark -> {
      request.keyMarker(mark.key());
      if (!mark.version().isEmpty()) {
        request.versionIdMarker(mark.version());
      }
    });
    try {
      return Versions.page(client.listObjectVersions(request.build()));
    } catch (SdkException e) {
      throw Refusals.of(attempt("list the versions of", prefix), e);
    }
  }

  private String attempt(String verb, String key) {
    return verb + " s3://" + bucket + "/" + key + " at " + store.endpoint();
  }

  private static BackupObject object(S3Object object) {
    return ListedEntry.of(object.key(), object.size(), object.eTag(), object.lastModified(), "");
  }
}
