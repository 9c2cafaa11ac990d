package dev.restorebot.volume;

import dev.restorebot.files.Digest;
import dev.restorebot.mirror.Mirror;

/// One staged folder that goes live.
///
/// @param folder its path below the volume
/// @param listing the digest of the listing that it was staged from, as in [Mirror#listing]
public record FolderPart(String folder, Digest listing) {
  /// What goes live of `mirror`, once it is staged.
  public static FolderPart of(Mirror mirror) {
    return new FolderPart(mirror.definition().folder(), mirror.listing());
  }
}
