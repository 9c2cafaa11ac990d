package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/// Makes the volume of the PDS as it is found: the account database lost and made anew without rows, as a PDS does at
/// boot; the sequencer, the repos and their keys untouched.
final class SandboxVolume {
  private SandboxVolume() {}

  /// Makes it.
  ///
  /// @param lost when the account database was lost
  static void create(Path root, PdsHistory history, Instant lost) {
    try {
      Files.createDirectories(root);
      var folder = new PdsFolder(root);
      var image = new PdsImage(history, PdsHistory.LOSS, lost);
      for (var database : PdsImage.databases()) {
        image.write(database, folder.database(database));
      }
      for (var account : PdsHistory.ACCOUNTS) {
        folder.createActor(account, 12, image.lastWrite(account));
      }
      var reserved = Files.createDirectories(folder.actors().resolve("reserved_keys"));
      Files.write(reserved.resolve("did:key:zQ3shSandboxReservedKey"), Invented.bytes("reserved key", 32));
    } catch (IOException e) {
      throw new UncheckedIOException("could not make the volume " + root, e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make the databases on " + root, e);
    }
  }
}
