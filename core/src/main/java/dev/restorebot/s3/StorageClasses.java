package dev.restorebot.s3;

import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Reads what stores say about archives. Every store has names of its own for its classes, and most are readable at once.
final class StorageClasses {
  /// `GLACIER_IR` and all others can be read without waiting.
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");
  private static final String IN_ARCHIVE = "InvalidObjectState";

  private StorageClasses() {}

  /// Whether the class of `object` hints at an archive. It keeps that class after it was brought back.
  static boolean isArchive(S3Object object) {
    var name = object.storageClassAsString();
    return name != null && ARCHIVES.contains(name);
  }

  /// Whether a store refused because the object lies in an archive.
  static boolean isInArchive(S3Exception answer) {
    var details = answer.awsErrorDetails();
    return details != null && IN_ARCHIVE.equals(details.errorCode());
  }
}
