package dev.restorebot.worker;

import dev.restorebot.database.Databases;
import dev.restorebot.files.Digest;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Removal;
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
/// tables that its kind names, changes the columns and takes out the rows that its kind names, and nothing else: neither the schema
/// nor another row.
///
/// @param schema the SQL of each table, index, view and trigger, by type and name
/// @param tables the rows of each table, but for those of virtual ones
/// @param counters the highest number that each table with `AUTOINCREMENT` has given out
record Untouched(SortedMap<String, String> schema, SortedMap<String, Rows> tables, SortedMap<String, Long> counters) {
  private static final String COUNTERS = "sqlite_sequence";

  /// So many rows, and their digest in the order in which they are stored.
  record Rows(long count, Digest digest) {}

  /// What a fix-up may do to a database.
  ///
  /// @param growing the tables to which rows may be added
  /// @param changing the columns that may be changed, by table
  /// @param disposable the tables that hold nothing of worth
  /// @param removing the rows that may be taken out
  record Allowed(Set<String> growing, Map<String, Set<String>> changing, Set<String> disposable, Removal removing) {
    Allowed {
      growing = Set.copyOf(growing);
      changing = Map.copyOf(changing);
      disposable = Set.copyOf(disposable);
    }

    /// What `kind` says of `database`.
    static Allowed by(DataKind kind, String database, Removal removing) {
      return new Allowed(kind.growing(database), kind.changing(database), kind.disposable(database), removing);
    }

    /// True if that is nothing at all.
    boolean nothing() {
      return growing.isEmpty() && changing.isEmpty() && disposable.isEmpty();
    }
  }

  /// What the database in `file` holds, but for what may be changed or taken out. Reads all of it.
  static Untouched of(Databases databases, Path file, Allowed allowed) {
    return databases.read(file, connection -> of(connection, Map.of(), allowed));
  }

  /// What is not as it was in the database in `file`, though it was to be; empty if all is there.
  ///
  /// @param allowed as it was said at first
  Optional<String> missing(Databases databases, Path file, Allowed allowed) {
    return databases.read(file, connection -> {
      var now = of(connection, tables, allowed);
      return now.schema().equals(schema)
          ? tables(connection, now, allowed).or(() -> counters(now, allowed.growing()))
          : Optional.of("its schema is another");
    });
  }

  private Optional<String> tables(Connection connection, Untouched now, Allowed allowed) throws SQLException {
    for (var table : tables.entrySet()) {
      var name = table.getKey();
      var before = table.getValue();
      if (!before.equals(now.tables().get(name))) {
        return Optional.of("the rows of its table " + name + " are not what they were");
      }
      var count = count(connection, name, allowed.removing());
      if (count != before.count() && !allowed.growing().contains(name)) {
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
  private static Untouched of(Connection connection, Map<String, Rows> first, Allowed allowed) throws SQLException {
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
    names.removeIf(name -> allowed.disposable().contains(name) || isVirtual(connection, name));
    var tables = new TreeMap<String, Rows>();
    for (var name : names) {
      var known = first.get(name);
      tables.put(name, rows(connection, name, known == null ? Long.MAX_VALUE : known.count(), allowed));
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

  private static Rows rows(Connection connection, String table, long first, Allowed allowed) throws SQLException {
    var sha256 = Digest.sha256Engine();
    var count = 0L;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT * FROM " + Databases.quoted(table) + " NOT INDEXED")) {
      var columns = columns(row.getMetaData(), allowed.changing().getOrDefault(table, Set.of()));
      var key = key(row.getMetaData(), allowed.removing());
      while (count < first && row.next()) {
        if (stays(row, key, allowed.removing())) {
          count++;
          for (var column : columns) {
            add(sha256, row, column);
          }
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

  /// The number of the column that tells which rows may be taken out; 0 if there is none.
  private static int key(ResultSetMetaData row, Removal removing) throws SQLException {
    for (var column = 1; column <= row.getColumnCount() && !removing.values().isEmpty(); column++) {
      if (row.getColumnName(column).equals(removing.column())) {
        return column;
      }
    }
    return 0;
  }

  private static boolean stays(ResultSet row, int key, Removal removing) throws SQLException {
    return key == 0 || !removing.values().contains(String.valueOf(row.getString(key)));
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

  private static long count(Connection connection, String table, Removal removing) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT " + (removing.values().isEmpty() ? "count(*)" : "*") + " FROM "
            + Databases.quoted(table))) {
      if (removing.values().isEmpty()) {
        return row.getLong(1);
      }
      var key = key(row.getMetaData(), removing);
      var count = 0L;
      while (row.next()) {
        count += stays(row, key, removing) ? 1 : 0;
      }
      return count;
    }
  }
}
