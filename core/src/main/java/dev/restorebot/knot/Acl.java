package dev.restorebot.knot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table `acl`: who may do what with which repository. A knot reads it when it starts, and does not start if a row is
/// malformed.
///
/// @param rows that are well-formed, each once
/// @param defects why a knot would not start with it, a sentence each
/// @param count how many rows there are
record Acl(Set<AclRow> rows, List<String> defects, int count) {
  private static final int TOLD = 20;
  private static final int COLUMNS = 6;

  Acl {
    rows = Set.copyOf(rows);
    defects = List.copyOf(defects);
  }

  static Acl of(Connection connection) throws SQLException {
    var rows = new HashSet<AclRow>();
    var defects = new ArrayList<String>();
    var count = 0;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT rowid, p_type, v0, v1, v2, v3, v4, v5 FROM acl ORDER BY rowid")) {
      while (row.next()) {
        count++;
        var values = new ArrayList<String>();
        for (var column = 0; column < COLUMNS; column++) {
          values.add(Objects.requireNonNullElse(row.getString(column + 3), ""));
        }
        var found = new AclRow(Objects.requireNonNullElse(row.getString(2), ""), values);
        var number = row.getLong(1);
        found.defect().ifPresentOrElse(
            defect -> defects.add("Row " + number + " of the table acl (" + found + ") " + defect + "."),
            () -> rows.add(found));
      }
    }
    return new Acl(rows, told(defects, rows), count);
  }

  private static List<String> told(List<String> malformed, Set<AclRow> rows) {
    var sentences = new ArrayList<>(malformed.subList(0, Math.min(TOLD, malformed.size())));
    if (malformed.size() > TOLD) {
      sentences.add((malformed.size() - TOLD) + " more rows of the table acl are malformed.");
    }
    var owners = having(rows, AclRow.KNOT_OWNER);
    if (owners.size() > 1) {
      sentences.add("The table acl names " + owners.size() + " owners of the knot ("
          + Words.list(owners.stream().map(Words::of).toList(), TOLD) + "), and with more than one it does not start.");
    }
    return sentences;
  }

  /// The owners of the knot: one, if it can start.
  SortedSet<String> owners() {
    return having(rows, AclRow.KNOT_OWNER);
  }

  /// The members of the knot, by DID.
  SortedSet<String> members() {
    var members = having(rows, AclRow.KNOT_MEMBER);
    members.remove(AclRow.KNOT_OWNER);
    return members;
  }

  /// The rights to each repository that has any.
  SortedMap<String, Set<AclRow>> rights() {
    var rights = new TreeMap<String, Set<AclRow>>();
    rows.stream().filter(AclRow::aboutRepository)
        .forEach(row -> rights.computeIfAbsent(row.value(2), _ -> new HashSet<>()).add(row));
    return rights;
  }

  private static SortedSet<String> having(Set<AclRow> rows, String role) {
    var people = new TreeSet<String>();
    rows.stream().filter(row -> row.gives(role)).forEach(row -> people.add(row.value(0)));
    return people;
  }
}
