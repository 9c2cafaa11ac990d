package dev.restorebot.volume;

import dev.restorebot.files.Digest;
import dev.restorebot.store.BackupObject;

/// One backup object to stage.
///
/// @param file where it belongs below the volume
/// @param digest what the bot saw when it checked the object before asking for approval
public record Source(String database, String file, BackupObject object, Digest digest) {
  /// What goes live of it, once it is staged.
  public Part part() {
    return new Part(database, file, digest);
  }
}
