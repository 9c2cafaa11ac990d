package dev.restorebot.bot.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who may do what on a knot, as it read the table `acl` when it started; what is written there later counts from the next
/// start on. It decides as casbin does with the knot's model: a request matches a rule of the same action, server and thing
/// whose subject is the person or a role that the person has there, also by way of other roles. Immutable.
final class KnotRules {
  /// Nobody may do anything.
  static final KnotRules NONE = new KnotRules(Set.of());
  private static final int COLUMNS = 7;
  private static final int RULE = 5;
  private static final int ROLE = 4;

  private final Set<List<String>> rows;

  private KnotRules(Set<List<String>> rows) {
    this.rows = Set.copyOf(rows);
  }

  /// Reads the table.
  ///
  /// @throws dev.restorebot.bot.sandbox.Program.BootException if a row is neither a rule nor a role
  static KnotRules read(Connection database) throws SQLException {
    var rows = new LinkedHashSet<List<String>>();
    try (var statement = database.createStatement();
        var result = statement.executeQuery("SELECT p_type, v0, v1, v2, v3, v4, v5 FROM acl ORDER BY rowid")) {
      while (result.next()) {
        var row = new ArrayList<String>();
        for (var column = 1; column <= COLUMNS; column++) {
          row.add(result.getString(column));
        }
        while (!row.isEmpty() && row.getLast().isEmpty()) {
          row.removeLast();
        }
        rows.add(checked(row));
      }
    }
    return new KnotRules(rows);
  }

  private static List<String> checked(List<String> row) {
    var kind = row.isEmpty() ? "" : row.getFirst();
    var whole = switch (kind) {
      case "p" -> row.size() == RULE;
      case "g" -> row.size() >= ROLE;
      default -> false;
    };
    if (!whole) {
      throw new Program.BootException("the knot does not start: invalid policy rule size in the row " + row);
    }
    return List.copyOf(row);
  }

  /// True if there is that very row.
  boolean has(List<String> row) {
    return rows.contains(row);
  }

  /// Who has the role `server:owner`.
  Set<String> owners() {
    var owners = new HashSet<String>();
    rows.stream().filter(row -> row.getFirst().equals("g") && row.get(2).equals("server:owner")
        && row.get(3).equals(KnotDatabase.SERVER)).forEach(row -> owners.add(row.get(1)));
    return owners;
  }

  /// True if `did` may push to `repo`.
  boolean allowPush(String did, String repo) {
    var who = roles(did);
    return who.stream()
        .anyMatch(subject -> has(List.of("p", subject, KnotDatabase.SERVER, repo, "repo:push")));
  }

  /// `did` and every role that it has.
  private Set<String> roles(String did) {
    var roles = new LinkedHashSet<>(Set.of(did));
    var before = 0;
    while (roles.size() > before) {
      before = roles.size();
      rows.stream().filter(row -> row.getFirst().equals("g") && row.get(3).equals(KnotDatabase.SERVER)
          && roles.contains(row.get(1))).forEach(row -> roles.add(row.get(2)));
    }
    return roles;
  }
}
