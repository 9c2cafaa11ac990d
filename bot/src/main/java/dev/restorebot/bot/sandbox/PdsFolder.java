package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.PdsHistory.Account;
import dev.restorebot.files.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/// The folder in which a PDS keeps its data: where each file lies.
record PdsFolder(Path root) {
  Path database(PdsDatabase database) {
    return root.resolve(database.file());
  }

  /// The folder of one actor: `actors/b9/did:plc:…`.
  Path actor(String did) {
    return actors().resolve(shard(did)).resolve(did);
  }

  Path store(String did) {
    return actor(did).resolve(PdsDatabase.STORE.file());
  }

  Path key(String did) {
    return actor(did).resolve("key");
  }

  Path actors() {
    return root.resolve("actors");
  }

  /// Makes the store and the signing key of an account.
  void createActor(Account account, int posts, Instant lastWrite) throws IOException, SQLException {
    Files.createDirectories(actor(account.did()));
    Files.write(key(account.did()), Invented.bytes("signing key " + account.did(), 32));
    PdsDatabase.STORE.create(store(account.did()), account.created(),
        store -> PdsRows.repo(store, account, posts, lastWrite));
  }

  private static String shard(String did) {
    var sha = Digest.sha256Engine();
    sha.update(did.getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha).sha256().substring(0, 2);
  }
}
