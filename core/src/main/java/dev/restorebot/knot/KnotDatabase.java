package dev.restorebot.knot;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the database of a knot. Confined to one thread.
final class KnotDatabase {
  private final Connection connection;
  private final Map<String, Item> items = new TreeMap<>();
  private final SortedMap<String, Long> numbers = new TreeMap<>();

  private KnotDatabase(Connection connection) {
    this.connection = connection;
  }

  /// What is in the database behind `connection`.
  ///
  /// @throws SQLException if it cannot be read, or a table is missing
  static Contents contents(Connection connection) throws SQLException {
    return new KnotDatabase(connection).contents();
  }

  private Contents contents() throws SQLException {
    var acl = Acl.of(connection);
    numbers.put(KnotItem.ACL_ROWS, (long) acl.count());
    if (!acl.defects().isEmpty()) {
      numbers.put(KnotItem.ACL_MALFORMED, (long) acl.defects().size());
    }
    acl.owners().forEach(did -> person(did, KnotItem.OWNER));
    acl.members().forEach(did -> person(did, KnotItem.MEMBER));
    numbers.putAll(Migrations.in(connection, "knot", "migrations", "id"));
    keys();
    repositories(acl, known());
    var newest = newest();
    return new Contents(List.copyOf(items.values()), numbers, newest, acl.defects());
  }

  private void person(String did, String part) {
    add(new Item(did, Words.of(did), new TreeSet<>(Set.of(part))));
  }

  private void add(Item item) {
    items.merge(item.id(), item, (one, other) -> {
      var parts = new TreeSet<>(one.parts());
      parts.addAll(other.parts());
      var versions = new TreeMap<>(one.versions());
      versions.putAll(other.versions());
      return new Item(one.id(), one.label(), parts, versions);
    });
  }

  private void keys() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT did, key, coalesce(created, '') AS created FROM public_keys")) {
      while (row.next()) {
        var did = row.getString("did");
        var versions = new TreeMap<>(Map.of(PublicKey.fingerprint(row.getString("key")), row.getString("created")));
        add(new Item(did, Words.of(did), new TreeSet<>(Set.of(KnotItem.KEY)), versions));
      }
    }
  }

  private void repositories(Acl acl, Map<String, RepositoryPath> flat) {
    acl.rights().forEach((repository, rights) -> {
      var parts = new TreeSet<>(Set.of(KnotItem.LISTED));
      if (complete(repository, rights, flat.get(repository))) {
        parts.add(KnotItem.ACCESS);
      }
      rights.stream().filter(right -> right.value(3).equals("repo:collaborator"))
          .forEach(right -> parts.add(KnotItem.COLLABORATOR + right.value(0)));
      var path = flat.get(repository);
      add(new Item(repository, Words.of(path == null ? repository : path + " (" + repository + ")"), parts));
    });
  }

  /// Whether somebody has all the rights of an owner: the one whom the path names, or the table `repo_keys`; where neither
  /// does, anybody.
  private static boolean complete(String repository, Set<AclRow> rights, @Nullable RepositoryPath known) {
    var path = RepositoryPath.parse(repository);
    if (path.isPresent()) {
      return rights.containsAll(path.get().rows());
    }
    return known != null
        ? rights.containsAll(RepositoryPath.rows(known.owner(), repository))
        : rights.stream().map(right -> right.value(0)).distinct()
            .anyMatch(owner -> rights.containsAll(RepositoryPath.rows(owner, repository)));
  }

  /// Which path the repositories of the newer layout have for people, by their own DID. Only newer knots have the table.
  private Map<String, RepositoryPath> known() throws SQLException {
    var columns = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name FROM pragma_table_info('repo_keys')")) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    if (columns.isEmpty()) {
      numbers.put(KnotItem.REPO_KEYS, 0L);
      return Map.of();
    }
    numbers.put(KnotItem.REPO_KEYS, Math.min(1, number("SELECT count(*) FROM repo_keys")));
    if (!columns.containsAll(List.of("owner_did", "repo_name"))) {
      return Map.of();
    }
    var paths = new HashMap<String, RepositoryPath>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT repo_did, owner_did || '/' || repo_name FROM repo_keys"
            + " WHERE owner_did IS NOT NULL AND repo_name IS NOT NULL")) {
      while (row.next()) {
        var did = row.getString(1);
        RepositoryPath.parse(row.getString(2)).ifPresent(path -> paths.put(did, path));
      }
    }
    return paths;
  }

  private @Nullable Instant newest() throws SQLException {
    numbers.put(KnotItem.EVENTS, number("SELECT count(*) FROM events"));
    var cursor = number("SELECT coalesce(max(last_time_us), 0) FROM _jetstream");
    if (cursor > 0) {
      numbers.put(KnotItem.CURSOR, cursor);
    }
    var event = number("SELECT coalesce(max(created), 0) FROM events");
    var newest = Math.max(TimeUnit.MICROSECONDS.toNanos(cursor), nanoseconds(event));
    return newest <= 0 ? null : Instant.ofEpochSecond(0, newest);
  }

  /// A knot writes nanoseconds, and the column's default is seconds (source: `knotserver/db/events.go`).
  private static long nanoseconds(long created) {
    return created < 100_000_000_000L ? TimeUnit.SECONDS.toNanos(created) : created;
  }

  private long number(String query) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }
}
