package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.DatabaseFile.Filler;
import dev.restorebot.bot.sandbox.KnotHistory.Person;
import dev.restorebot.bot.sandbox.KnotHistory.Push;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/// The database of a knot: its tables, and the rows that a knot writes.
final class KnotDatabase {
  /// What a knot calls itself in the table `acl`.
  static final String SERVER = "thisserver";
  private static final String KEY_TYPE = "ssh-ed25519";
  private static final int KEY_LENGTH = 32;

  private KnotDatabase() {}

  /// Makes a database with the tables of a knot.
  static void create(Path path, Filler filler) throws SQLException {
    DatabaseFile.create(path, "knot.sql", filler);
  }

  /// The rows that a knot writes at its first start, and again at any start that does not find them.
  static void own(Connection database, String owner) throws SQLException {
    DatabaseFile.insert(database, "known_dids", owner);
    for (var rule : ownRules(owner)) {
      rule(database, rule.toArray(String[]::new));
    }
  }

  /// The rules that a knot of `owner` cannot be without.
  static List<List<String>> ownRules(String owner) {
    return List.of(List.of("p", "server:owner", SERVER, SERVER, "server:invite"),
        List.of("p", "server:member", SERVER, SERVER, "repo:create"),
        List.of("g", "server:owner", "server:member", SERVER), List.of("g", owner, "server:owner", SERVER));
  }

  /// The rows about a repository that its owner has made.
  static void grant(Connection database, String owner, String repo) throws SQLException {
    for (var right : List.of("settings", "push", "owner", "invite", "delete")) {
      rule(database, "p", owner, SERVER, repo, "repo:" + right);
    }
    rule(database, "p", "server:owner", SERVER, repo, "repo:delete");
  }

  /// The rows about somebody who may push to the repository of somebody else.
  static void collaborate(Connection database, String did, String repo) throws SQLException {
    for (var right : List.of("collaborator", "settings", "push")) {
      rule(database, "p", did, SERVER, repo, "repo:" + right);
    }
  }

  /// Removes every row about a repository.
  static void revoke(Connection database, String repo) throws SQLException {
    try (var statement = database.prepareStatement("DELETE FROM acl WHERE p_type = 'p' AND v2 = ?")) {
      statement.setString(1, repo);
      statement.executeUpdate();
    }
  }

  /// True if `did` is one of those whose records the knot follows.
  static boolean knows(Connection database, String did) throws SQLException {
    try (var statement = database.prepareStatement("SELECT 1 FROM known_dids WHERE did = ?")) {
      statement.setString(1, did);
      try (var result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  /// The row that tells the world of a push.
  static void event(Connection database, Push push) throws SQLException {
    var repo = push.repo();
    DatabaseFile.insert(database, "events", Invented.tid(push.at()), "sh.tangled.git.refUpdate",
        Json.write(Json.object("ref", "refs/heads/" + push.branch(), "committerDid", repo.owner().did(), "repoDid",
            repo.owner().did(), "repoName", repo.name())),
        micros(push.at()) * 1000);
  }

  /// A time as a knot counts it.
  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /// One row of the table `acl`.
  static void rule(Connection database, String... values) throws SQLException {
    var row = new String[7];
    for (var i = 0; i < row.length; i++) {
      row[i] = i < values.length ? values[i] : "";
    }
    DatabaseFile.insert(database, "acl", (Object[]) row);
  }

  /// The public key of a person, made up.
  static String key(Person person) {
    var type = KEY_TYPE.getBytes(StandardCharsets.US_ASCII);
    var key = ByteBuffer.allocate(2 * Integer.BYTES + type.length + KEY_LENGTH).putInt(type.length).put(type)
        .putInt(KEY_LENGTH).put(Invented.bytes("ssh key " + person.did(), KEY_LENGTH));
    return KEY_TYPE + " " + Base64.getEncoder().encodeToString(key.array()) + " " + person.name();
  }

  /// A time as a knot writes it.
  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
