package dev.restorebot.knot;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes the rows of the table `acl` that owners lack for their repositories. The knot reads them when it starts, so it must
/// not run meanwhile. The table lets a row stand twice; this does not.
///
/// @param repositories whose owners are given access
record AccessFixUp(List<RepositoryPath> repositories) {
  private static final String VALUES =
      "p_type = ?1 AND v0 = ?2 AND v1 = ?3 AND v2 = ?4 AND v3 = ?5 AND v4 = '' AND v5 = ''";
  private static final String PRESENT = "SELECT count(*) FROM acl WHERE " + VALUES;
  private static final String INSERT = "INSERT INTO acl (p_type, v0, v1, v2, v3, v4, v5)"
      + " SELECT ?1, ?2, ?3, ?4, ?5, '', '' WHERE NOT EXISTS (SELECT 1 FROM acl WHERE " + VALUES + ")";

  AccessFixUp {
    repositories = List.copyOf(repositories);
  }

  /// What people consented to, short enough to travel in an environment variable: `did:plc:a/blog,site did:plc:b/x`.
  static String written(List<Addition> granted) {
    var names = new LinkedHashMap<String, List<String>>();
    granted.stream().map(grant -> path(grant.item()))
        .forEach(path -> names.computeIfAbsent(path.owner(), _ -> new ArrayList<>()).add(path.name()));
    return String.join(" ", names.entrySet().stream()
        .map(entry -> entry.getKey() + "/" + String.join(",", entry.getValue())).toList());
  }

  /// What [#written] said.
  ///
  /// @throws FixUpException if it speaks of anything but repositories below the folder of an owner
  static AccessFixUp read(String written) {
    var paths = new ArrayList<RepositoryPath>();
    for (var owner : written.split(" ", -1)) {
      var slash = owner.indexOf('/');
      for (var name : owner.substring(slash + 1).split(",", -1)) {
        paths.add(path(slash < 0 ? owner : owner.substring(0, slash + 1) + name));
      }
    }
    return new AccessFixUp(paths);
  }

  private static RepositoryPath path(String id) {
    return RepositoryPath.parse(id).orElseThrow(() -> new FixUpException("access can be given to a repository at"
        + " did:…/name alone, and this is none: " + Words.of(id)));
  }

  /// Adds what is missing in the database at `file`, in one transaction, and reads it back.
  ///
  /// @param name the database's, for the report
  /// @throws FixUpException if it is not there after all
  FixUp apply(Databases opener, String name, Path file) {
    var added = opener.edit(file, this::add);
    opener.read(file, connection -> {
      require(connection);
      return true;
    });
    var numbers = new TreeMap<String, Long>();
    added.forEach((path, rows) -> numbers.put(KnotItem.GRANTED + path, rows));
    var sum = added.values().stream().mapToLong(Long::longValue).sum();
    numbers.put(KnotItem.ACL_ADDED, sum);
    return new FixUp(Set.of(name), numbers, List.of(note(sum)));
  }

  private String note(long added) {
    return "The owners of " + Words.number(repositories.size(), "repository", "repositories") + " have access: "
        + (added == 0
            ? "all rows were there"
            : Words.number(added, "row was", "rows were") + " added to the table acl")
        + ".";
  }

  private Map<RepositoryPath, Long> add(Connection connection) throws SQLException {
    var added = new LinkedHashMap<RepositoryPath, Long>();
    try (var insert = connection.prepareStatement(INSERT)) {
      for (var path : repositories) {
        var rows = 0L;
        for (var row : path.rows()) {
          bind(insert, row);
          rows += insert.executeUpdate();
        }
        added.merge(path, rows, Long::sum);
      }
    }
    require(connection);
    return added;
  }

  private void require(Connection connection) throws SQLException {
    try (var present = connection.prepareStatement(PRESENT)) {
      for (var path : repositories) {
        for (var row : path.rows()) {
          bind(present, row);
          try (var found = present.executeQuery()) {
            if (found.getLong(1) < 1) {
              throw new FixUpException("a row for " + path + " was written to the table acl and is not there: " + row);
            }
          }
        }
      }
    }
    var defects = Acl.of(connection).defects();
    if (!defects.isEmpty()) {
      throw new FixUpException("with this table acl the knot does not start. " + defects.getFirst());
    }
  }

  private static void bind(PreparedStatement statement, AclRow row) throws SQLException {
    statement.setString(1, row.type());
    for (var column = 0; column < row.values().size(); column++) {
      statement.setString(column + 2, row.values().get(column));
    }
  }
}
