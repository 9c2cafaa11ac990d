package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// Accounts by the thousand on a real PDS, each a copy of one that signed up: rows, store, key, and a document in the directory.
public final class ManyAccounts {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int SEED = 7;

  private ManyAccounts() {}

  /// Adds `count` accounts to the PDS of `world`, and `events` events of theirs to its sequencer. The PDS is restarted.
  public static void add(RealPdsWorld world, String model, int count, int events) throws IOException, SQLException {
    var did = world.users().did(model);
    var document = new PdsUsers(world.directory(), "").ask("/" + did).body();
    world.pds().stop();
    var files = world.files();
    var dids = dids(count);
    try (var accounts = DatabaseFile.open(files.database(PdsDatabase.ACCOUNT));
        var sequencer = DatabaseFile.open(files.database(PdsDatabase.SEQUENCER));
        var store = DatabaseFile.open(files.store(did))) {
      checkpoint(store);
      accounts.setAutoCommit(false);
      sequencer.setAutoCommit(false);
      rows(accounts, did, dids);
      append(sequencer, dids, events);
      accounts.commit();
      sequencer.commit();
    }
    for (var next : dids) {
      Files.createDirectories(files.actor(next));
      Files.copy(files.store(did), files.store(next));
      Files.copy(files.key(did), files.key(next));
    }
    world.documents(documents(document, did, model, dids));
    world.restart();
  }

  private static List<String> dids(int count) {
    var random = new Random(SEED);
    var dids = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var name = new StringBuilder("did:plc:");
      random.ints(24, 0, LETTERS.length()).forEach(letter -> name.append(LETTERS.charAt(letter)));
      dids.add(name.toString());
    }
    return dids;
  }

  private static String handle(int index) {
    return PdsUsers.handle("user%05d".formatted(index));
  }

  private static void checkpoint(Connection database) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private static void rows(Connection accounts, String model, List<String> dids) throws SQLException {
    try (
        var actor = accounts.prepareStatement("INSERT INTO actor (did, handle, createdAt) VALUES (?, ?, ?)");
        var account = accounts.prepareStatement("INSERT INTO account (did, email, passwordScrypt, invitesDisabled)"
            + " SELECT ?, ?, passwordScrypt, 0 FROM account WHERE did = ?");
        var root = accounts.prepareStatement("INSERT INTO repo_root (did, cid, rev, indexedAt)"
            + " SELECT ?, cid, rev, indexedAt FROM repo_root WHERE did = ?")) {
      for (var i = 0; i < dids.size(); i++) {
        actor.setString(1, dids.get(i));
        actor.setString(2, handle(i));
        actor.setString(3, "2026-01-01T00:00:00.000Z");
        actor.executeUpdate();
        account.setString(1, dids.get(i));
        account.setString(2, "user%05d@sandbox.test".formatted(i));
        account.setString(3, model);
        account.executeUpdate();
        root.setString(1, dids.get(i));
        root.setString(2, model);
        root.executeUpdate();
      }
    }
  }

  private static void append(Connection sequencer, List<String> dids, int events) throws SQLException {
    var random = new Random(SEED);
    try (var insert = sequencer.prepareStatement("INSERT INTO repo_seq (did, eventType, event, sequencedAt)"
        + " SELECT ?, 'append', event, ? FROM repo_seq WHERE eventType = 'append' ORDER BY seq LIMIT 1")) {
      for (var i = 0; i < events; i++) {
        insert.setString(1, dids.get(random.nextInt(dids.size())));
        insert.setString(2, Instant.ofEpochSecond(1_790_000_000L + i).toString().replace("Z", ".000Z"));
        insert.executeUpdate();
      }
    }
  }

  private static Map<String, JsonNode> documents(JsonNode document, String model, String name, List<String> dids) {
    var documents = new HashMap<String, JsonNode>();
    for (var i = 0; i < dids.size(); i++) {
      documents.put(dids.get(i), Json.read(document.toString().replace(model, dids.get(i))
          .replace(PdsUsers.handle(name), handle(i))));
    }
    return documents;
  }
}
