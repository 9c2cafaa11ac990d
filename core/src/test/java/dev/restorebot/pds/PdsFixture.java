package dev.restorebot.pds;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small PDS in a folder: real SQLite files with the tables of a PDS, as far as a restore looks at them. Says what it
/// holds, then writes it either as a backup does ([#writeBackup]) or as a running PDS leaves it ([#writeLive]).
public final class PdsFixture {
  public static final String ALICE = "did:plc:aliceaaaaaaaaaaaaaaaaaaa";
  public static final String BOB = "did:plc:bobaaaaaaaaaaaaaaaaaaaaa";

  private static final List<String> ACCOUNT_TABLES = List.of(
      "CREATE TABLE actor (did varchar PRIMARY KEY, handle varchar, createdAt varchar NOT NULL, takedownRef varchar,"
          + " deactivatedAt varchar, deleteAfter varchar)",
      "CREATE UNIQUE INDEX actor_handle_lower_idx ON actor (lower(handle))",
      "CREATE TABLE account (did varchar PRIMARY KEY, email varchar NOT NULL, passwordScrypt varchar NOT NULL,"
          + " emailConfirmedAt varchar, invitesDisabled int2 NOT NULL DEFAULT 0)",
      "CREATE TABLE repo_root (did varchar PRIMARY KEY, cid varchar NOT NULL, rev varchar NOT NULL,"
          + " indexedAt varchar NOT NULL)");
  private static final List<String> SEQUENCER_TABLES = List.of(
      "CREATE TABLE repo_seq (seq integer PRIMARY KEY AUTOINCREMENT, did varchar NOT NULL, eventType varchar NOT NULL,"
          + " event blob NOT NULL, invalidated int2 NOT NULL DEFAULT 0, sequencedAt varchar NOT NULL)",
      "CREATE INDEX repo_seq_sequenced_at_index ON repo_seq (sequencedAt)");
  private static final List<String> CACHE_TABLES =
      List.of("CREATE TABLE did_doc (did varchar PRIMARY KEY, doc text NOT NULL, updatedAt bigint NOT NULL)");

  private final List<Account> accounts = new ArrayList<>();
  private final List<Instant> events = new ArrayList<>();
  private long issued;

  private record Account(String did, @Nullable String handle, @Nullable String deactivatedAt) {}

  public PdsFixture account(String did, String handle) {
    accounts.add(new Account(did, handle, null));
    return this;
  }

  public PdsFixture accountWithoutHandle(String did) {
    accounts.add(new Account(did, null, null));
    return this;
  }

  public PdsFixture deactivatedAccount(String did, String handle) {
    accounts.add(new Account(did, handle, "2026-02-01T00:00:00.000Z"));
    return this;
  }

  /// So many events, `apart` from each other, the last one at `last`.
  public PdsFixture events(int count, Duration apart, Instant last) {
    for (var i = count - 1; i >= 0; i--) {
      events.add(last.minus(apart.multipliedBy(i)));
    }
    return this;
  }

  /// The highest number that was ever given out, where that is more than there are events.
  public PdsFixture issued(long number) {
    issued = number;
    return this;
  }

  /// The three databases as `VACUUM INTO` writes them: one file each.
  public PdsFixture writeBackup(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    write(folder.resolve("account.sqlite"), ACCOUNT_TABLES, this::fillAccounts);
    write(folder.resolve("sequencer.sqlite"), SEQUENCER_TABLES, this::fillSequencer);
    write(folder.resolve("did_cache.sqlite"), CACHE_TABLES, _ -> {
    });
    return this;
  }

  /// The volume of a PDS that was killed: the newest rows are only in the `-wal` files, and there are actor stores.
  public PdsFixture writeLive(Path volume) throws IOException, SQLException {
    Files.createDirectories(volume);
    writeWithWal(volume.resolve("account.sqlite"), ACCOUNT_TABLES, this::fillAccounts);
    writeWithWal(volume.resolve("sequencer.sqlite"), SEQUENCER_TABLES, this::fillSequencer);
    write(volume.resolve("did_cache.sqlite"), CACHE_TABLES, _ -> {
    });
    for (var account : accounts) {
      writeActorStore(volume, account.did());
    }
    return this;
  }

  /// The repository and the signing key of one account, where a PDS keeps them.
  public static void writeActorStore(Path volume, String did) throws IOException {
    var sha256 = Digest.sha256Engine();
    sha256.update(did.getBytes(StandardCharsets.UTF_8));
    var shard = Digest.of(sha256).sha256().substring(0, 2);
    var folder = Files.createDirectories(volume.resolve("actors").resolve(shard).resolve(did));
    Files.writeString(folder.resolve("store.sqlite"), "the repository of " + did);
    Files.write(folder.resolve("key"), HexFormat.of().parseHex("42".repeat(32)));
  }

  private void fillAccounts(Connection connection) throws SQLException {
    for (var account : accounts) {
      insert(connection, "INSERT INTO actor (did, handle, createdAt, deactivatedAt) VALUES (?, ?, ?, ?)",
          account.did(), account.handle(), "2026-01-01T00:00:00.000Z", account.deactivatedAt());
      insert(connection, "INSERT INTO account (did, email, passwordScrypt) VALUES (?, ?, ?)", account.did(),
          account.did() + "@example.com", "scrypt");
      insert(connection, "INSERT INTO repo_root VALUES (?, ?, ?, ?)", account.did(), "bafyroot", "3mfl3dgrlwk2z",
          "2026-01-01T00:00:00.000Z");
    }
  }

  private void fillSequencer(Connection connection) throws SQLException {
    for (var at : events) {
      insert(connection, "INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES (?, 'append', x'a0', ?)",
          ALICE, Sequence.text(at));
    }
    if (issued > 0) {
      insert(connection, "DELETE FROM sqlite_sequence");
      insert(connection, "INSERT INTO sqlite_sequence VALUES ('repo_seq', ?)", issued);
    }
  }

  private static void write(Path file, List<String> tables, Filling filling) throws SQLException {
    try (var connection = open(file)) {
      connection.setAutoCommit(false);
      for (var table : tables) {
        insert(connection, table);
      }
      filling.fill(connection);
      connection.commit();
    }
  }

  private static void writeWithWal(Path file, List<String> tables, Filling filling) throws IOException, SQLException {
    var folder = Files.createTempDirectory("running");
    var running = folder.resolve("running.sqlite");
    write(running, tables, _ -> {
    });
    try (var connection = open(running)) {
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
      filling.fill(connection);
      for (var ending : List.of("", "-wal", "-shm")) {
        Files.copy(running.resolveSibling(running.getFileName() + ending),
            file.resolveSibling(file.getFileName() + ending));
      }
    }
    Tree.delete(folder);
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void insert(Connection connection, String sql, @Nullable Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private interface Filling {
    void fill(Connection connection) throws SQLException;
  }
}
