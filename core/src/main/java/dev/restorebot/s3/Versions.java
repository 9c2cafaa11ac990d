package dev.restorebot.s3;

import dev.restorebot.store.BackupStore.ObjectVersion;
import dev.restorebot.store.BackupStore.VersionMark;
import dev.restorebot.store.BackupStore.VersionPage;
import dev.restorebot.store.Versioning;
import dev.restorebot.text.KeyOrder;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads what stores say about old versions.
///
/// @param latest whether the store says that it is the newest of its key, which decides where two are of the same time
record Versions(ObjectVersion version, boolean latest) {
  private static final Comparator<Versions> ORDER =
      Comparator.<Versions, String>comparing(entry -> entry.version().object().key(), KeyOrder.BYTES)
          .thenComparing(Versions::latest, Comparator.reverseOrder())
          .thenComparing(entry -> entry.version().object().modified(), Comparator.reverseOrder());

  /// An answer holds the versions and the deletions apart; here they are in one order.
  static VersionPage page(ListObjectVersionsResponse answer) {
    var versions = Stream.concat(answer.versions().stream().map(Versions::of),
        answer.deleteMarkers().stream().map(Versions::of)).sorted(ORDER).map(Versions::version).toList();
    return new VersionPage(versions, Boolean.TRUE.equals(answer.isTruncated())
        ? Optional.of(new VersionMark(text(answer.nextKeyMarker()), text(answer.nextVersionIdMarker())))
        : Optional.empty());
  }

  static Versioning kept(GetBucketVersioningResponse answer) {
    return switch (answer.status()) {
      case ENABLED -> new Versioning.Kept();
      case SUSPENDED -> new Versioning.NotKept("keeping old versions was suspended for the bucket");
      case null, default -> new Versioning.NotKept("the bucket keeps no old versions");
    };
  }

  /// What it means that a store did not answer with whether it keeps versions; empty if the store failed.
  static Optional<Versioning> unknown(S3Exception answer) {
    var details = answer.awsErrorDetails();
    if (answer.statusCode() == 405 || answer.statusCode() == 501) {
      return Optional.of(new Versioning.NotKept("the store knows no versions"));
    }
    return details != null && "AccessDenied".equals(details.errorCode())
        ? Optional.of(new Versioning.NotKept("this key may not ask whether the bucket keeps old versions"))
        : Optional.empty();
  }

  private static Versions of(software.amazon.awssdk.services.s3.model.ObjectVersion found) {
    var object =
        ListedEntry.of(found.key(), found.size(), found.eTag(), found.lastModified(), found.versionId());
    return new Versions(new ObjectVersion(object, false), Boolean.TRUE.equals(found.isLatest()));
  }

  private static Versions of(DeleteMarkerEntry found) {
    var object = ListedEntry.of(found.key(), 0L, "", found.lastModified(), found.versionId());
    return new Versions(new ObjectVersion(object, true), Boolean.TRUE.equals(found.isLatest()));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
