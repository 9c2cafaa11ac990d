package dev.restorebot.worker;

import dev.restorebot.snapshot.Databases;
import dev.restorebot.snapshot.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a database held before its fix-up, to see afterwards that all of it is still there. A fix-up adds rows behind those of the
/// tables that its kind names, changes the columns that its kind names, and nothing else: neither the schema nor a row.
///
/// @param schema the SQL of each table, index, view and trigger, by type and name
/// @param tables the rows of each table, but for those of virtual ones
/// @param counters the highest number that each table with `AUTOINCREMENT` has given out
record Untouched(SortedMap<String, String> schema, SortedMap<String, Rows> tables, SortedMap<String, Long> counters) {
  private static final String COUNTERS = "sqlite_sequence";

  /// So many rows, and their digest in the order in which they are stored.
  record Rows(long count, Digest digest) {}

  /// What the database in `file` holds. Reads all of it.
  ///
  /// @param changing the columns that may be changed, by table: they are left out
  static Untouched of(Databases databases, Path file, Map<String, Set<String>> changing) {
    return databases.read(file, connection -> of(connection, Map.of(), changing));
  }

  /// What is not as it was in the database in `file`, though it was to be; empty if all is there.
  ///
  /// @param growing the tables to which rows may have been added
  /// @param changing as it was said at first
  Optional<String> missing(Databases databases, Path file, Set<String> growing, Map<String, Set<String>> changing) {
    return databases.read(file, connection -> {
      var now = of(connection, tables, changing);
      return now.schema().equals(schema)
          ? tables(connection, now, growing).or(() -> counters(now, growing))
          : Optional.of("its schema is another");
    });
  }

  private Optional<String> tables(Connection connection, Untouched now, Set<String> growing) throws SQLException {
    for (var table : tables.entrySet()) {
      var name = table.getKey();
      var before = table.getValue();
      if (!before.equals(now.tables().get(name))) {
        return Optional.of("the rows of its table " + name + " are not what they were");
      }
      var count = count(connection, name);
      if (count != before.count() && !growing.contains(name)) {
        return Optional.of("its table " + name + " has " + count + " rows, and had " + before.count());
      }
    }
    return Optional.empty();
  }

  private Optional<String> counters(Untouched now, Set<String> growing) {
    for (var counter : counters.entrySet()) {
      var after = now.counters().get(counter.getKey());
      if (after == null || after < counter.getValue()
          || (after > counter.getValue() && !growing.contains(counter.getKey()))) {
        return Optional
            .of("the numbers of its table " + counter.getKey() + " go on after " + after + ", and went on after "
                + counter.getValue());
      }
    }
    return Optional.empty();
  }

  /// @param first of how many rows of each table the digest is wanted; of all of one that is not among them
  private static Untouched of(Connection connection, Map<String, Rows> first, Map<String, Set<String>> changing)
      throws SQLException {
    var schema = new TreeMap<String, String>();
    var names = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")) {
      while (row.next()) {
        schema.put(row.getString(1) + " " + row.getString(2), row.getString(3));
        if (row.getString(1).equals("table") && !row.getString(2).equals(COUNTERS)) {
          names.add(row.getString(2));
        }
      }
    }
    names.removeIf(name -> isVirtual(connection, name));
    var tables = new TreeMap<String, Rows>();
    for (var name : names) {
      var known = first.get(name);
      tables.put(name, rows(connection, name, known == null ? Long.MAX_VALUE : known.count(),
          changing.getOrDefault(name, Set.of())));
    }
    return new Untouched(schema, tables,
        schema.containsKey("table " + COUNTERS) ? counters(connection) : new TreeMap<>());
  }

  private static boolean isVirtual(Connection connection, String table) {
    try (var query =
        connection.prepareStatement("SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ?")) {
      query.setString(1, table);
      try (var row = query.executeQuery()) {
        return row.next() && row.getString(1).equals("virtual");
      }
    } catch (SQLException e) {
      throw new Databases.DatabaseException("read what kind of table " + table + " is: " + e.getMessage(), e);
    }
  }

  private static SortedMap<String, Long> counters(Connection connection) throws SQLException {
    var counters = new TreeMap<String, Long>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT coalesce(name, ''), seq FROM " + COUNTERS)) {
      while (row.next()) {
        counters.put(row.getString(1), row.getLong(2));
      }
    }
    return counters;
  }

  private static Rows rows(Connection connection, String table, long first, Set<String> changing) throws SQLException {
    var sha256 = Digest.sha256Engine();
    var count = 0L;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT * FROM " + Databases.quoted(table) + " NOT INDEXED LIMIT " + first)) {
      var columns = columns(row.getMetaData(), changing);
      while (row.next()) {
        count++;
        for (var column : columns) {
          add(sha256, row, column);
        }
      }
    }
    return new Rows(count, Digest.of(sha256));
  }

  /// The numbers of those columns that may not be changed.
  private static List<Integer> columns(ResultSetMetaData row, Set<String> changing) throws SQLException {
    var columns = new ArrayList<Integer>();
    for (var column = 1; column <= row.getColumnCount(); column++) {
      if (!changing.contains(row.getColumnName(column))) {
        columns.add(column);
      }
    }
    return columns;
  }

  private static void add(MessageDigest sha256, ResultSet row, int column) throws SQLException {
    var bytes = bytes(row.getObject(column));
    sha256.update((bytes == null ? "null " : bytes.length + " ").getBytes(StandardCharsets.UTF_8));
    if (bytes != null) {
      sha256.update(bytes);
    }
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] blob -> blob;
      case Object other -> (other.getClass().getSimpleName() + other).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + Databases.quoted(table))) {
      return row.getLong(1);
    }
  }
}
