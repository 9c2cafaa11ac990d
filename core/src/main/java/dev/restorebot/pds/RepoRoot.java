package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.kind.Remains;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Where the repo of an account is: its last commit.
final class RepoRoot {
  private final String cid;
  private final String rev;
  private final byte[] commit;

  RepoRoot(String cid, String rev, byte[] commit) {
    this.cid = cid;
    this.rev = rev;
    this.commit = commit.clone();
  }

  /// In base 32.
  String cid() {
    return cid;
  }

  String rev() {
    return rev;
  }

  /// The block that [#cid] names.
  byte[] commit() {
    return commit.clone();
  }

  /// That of `did`, from its store on the volume; empty where that cannot be read.
  static Optional<RepoRoot> of(Databases opener, Remains remains, String did) {
    return remains.copy(ActorStores.store(did)).flatMap(copy -> read(opener, copy));
  }

  private static Optional<RepoRoot> read(Databases opener, Path store) {
    try {
      return opener.readSound(store, RepoRoot::read);
    } catch (DatabaseException _) {
      return Optional.empty();
    }
  }

  private static Optional<RepoRoot> read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT root.cid, root.rev, block.content FROM repo_root AS root"
            + " JOIN repo_block AS block ON block.cid = root.cid")) {
      return row.next() && row.getString(1).startsWith("b")
          ? Optional.of(new RepoRoot(row.getString(1), row.getString(2), row.getBytes(3)))
          : Optional.empty();
    }
  }
}
