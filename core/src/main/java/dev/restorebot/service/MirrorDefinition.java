package dev.restorebot.service;

/// A copy of one folder of the volume in a bucket, an object for each file, under the same names. Every backup writes into
/// the same copy: it has no timestamp, and belongs to every snapshot.
///
/// @param prefix what its keys start with, with `/` at the end
/// @param folder path below the root of the volume, with `/`
public record MirrorDefinition(String name, String prefix, String folder) {
  /// @throws IllegalArgumentException if `folder` leaves the volume or hides in restorebot's own folder, or `prefix` does
  ///         not end with `/`
  public MirrorDefinition {
    if (folder.isBlank() || folder.startsWith("/") || folder.startsWith(".") || folder.endsWith("/")
        || folder.contains("..") || folder.contains("\\")) {
      throw new IllegalArgumentException("the folder of mirror " + name + " must be a plain path below the volume");
    }
    if (!prefix.endsWith("/") || prefix.startsWith("/")) {
      throw new IllegalArgumentException("the prefix of mirror " + name + " must end with / and not start with it");
    }
  }
}
