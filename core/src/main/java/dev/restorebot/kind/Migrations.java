package dev.restorebot.kind;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Finding.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The changes of its own tables that a program has applied to a database, by the table in which it notes them. They are figures
/// of [Contents#numbers]: `migration:<database>:<name>`, with the place of each, from 1. Compared between a snapshot and what is
/// live, they tell whether the program that runs knows the tables of the snapshot. Pure, but for [#in].
public final class Migrations {
  private static final String PREFIX = "migration:";
  /// No program has more, and who wrote so many means harm.
  private static final int MOST = 1000;
  private static final int LONGEST = 200;
  private static final int TOLD = 5;

  private final SortedMap<String, SequencedSet<String>> byDatabase = new TreeMap<>();

  private Migrations(Contents contents) {
    var names = new TreeMap<String, TreeMap<Long, String>>();
    contents.numbers().forEach((figure, place) -> {
      var end = figure.indexOf(':', PREFIX.length());
      if (figure.startsWith(PREFIX) && end > 0) {
        names.computeIfAbsent(figure.substring(PREFIX.length(), end), _ -> new TreeMap<>())
            .put(place, figure.substring(end + 1));
      }
    });
    names.forEach((database, ordered) -> byDatabase.put(database, new LinkedHashSet<>(ordered.values())));
  }

  /// What `table` of the database behind `connection` notes, as figures; nothing where it has no such table, or one that no program
  /// would write. Blocks.
  ///
  /// @param database what the configuration calls it
  /// @param order the column by which they were applied
  public static SortedMap<String, Long> in(Connection connection, String database, String table, String order)
      throws SQLException {
    var figures = new TreeMap<String, Long>();
    if (!columns(connection, table).containsAll(List.of("name", order))) {
      return figures;
    }
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT CAST(name AS TEXT) FROM " + Databases.quoted(table)
            + " WHERE length(name) BETWEEN 1 AND " + LONGEST + " ORDER BY " + Databases.quoted(order)
            + " LIMIT " + (MOST + 1))) {
      while (row.next()) {
        figures.putIfAbsent(PREFIX + database + ":" + row.getString(1), figures.size() + 1L);
      }
    }
    return figures.size() > MOST ? new TreeMap<>() : figures;
  }

  /// What the migrations of `snapshot` and of `live` say of the program that made the one and of that which used the other; nothing of
  /// a database of which one of them tells nothing.
  ///
  /// @param program what people call it: "forum"
  /// @param newer how much it matters that a snapshot has some that are not live
  /// @param then what a program does that finds migrations it does not know, a sentence
  public static List<Finding> between(Contents snapshot, Contents live, String program, Severity newer, String then) {
    var was = new Migrations(snapshot).byDatabase;
    var is = new Migrations(live).byDatabase;
    var findings = new ArrayList<Finding>();
    more(was, is).ifPresent(more -> findings.add(new Finding(newer, "snapshot-of-newer-program",
        "The snapshot was made by a newer " + program
            + " than the one that wrote the live data last. It has, and the live data"
            + " lacks: " + more + ". " + then + " Update the " + program
            + " to the version that made the snapshot first, or take an older snapshot.")));
    more(is, was).ifPresent(more -> findings.add(new Finding(Severity.NOTE, "snapshot-of-older-program",
        "The snapshot was made by an older " + program + " than the one that wrote the live data last. It lacks: "
            + more
            + ". The " + program
            + " applies them to the restored data when it starts, which can take a while; an undo puts back"
            + " the data as it was before.")));
    return List.copyOf(findings);
  }

  private static Optional<String> more(SortedMap<String, SequencedSet<String>> one,
      SortedMap<String, SequencedSet<String>> other) {
    var more = new ArrayList<String>();
    one.forEach((database, names) -> {
      var known = other.get(database);
      if (known != null) {
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
          more.add((unknown.size() == 1 ? "migration " : "migrations ") + listed(unknown) + " of the " + database
              + " database");
        }
      }
    });
    return more.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", more));
  }

  private static String listed(List<String> names) {
    return names.stream().limit(TOLD).collect(Collectors.joining(", "))
        + (names.size() > TOLD ? " and " + (names.size() - TOLD) + " more" : "");
  }

  /// The columns of `table`, or nothing where that is no table.
  private static SortedSet<String> columns(Connection connection, String table) throws SQLException {
    var columns = new TreeSet<String>();
    try (var statement = connection.prepareStatement("SELECT name FROM pragma_table_info(?) WHERE EXISTS"
        + " (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)")) {
      statement.setString(1, table);
      statement.setString(2, table);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(row.getString(1));
        }
      }
    }
    return columns;
  }
}
