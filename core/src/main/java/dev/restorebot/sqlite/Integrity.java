package dev.restorebot.sqlite;

import dev.restorebot.database.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SQLite's own checks of all that is in a database. Where one needs something that only the service's own program has, such as a
/// collation, the rest is checked table by table, and of what is left at least the pages. Puts stand-ins into the connection then, so
/// that no service's data are to be read or changed through it afterwards. Confined to its thread.
final class Integrity {
  /// So many complaints are read at first: pages that are damaged come before anything else.
  private static final int FEW = 100;

  private final Connection connection;
  private final Depth depth;
  private final Complaints complaints = new Complaints();

  private Integrity(Connection connection, Depth depth) {
    this.connection = connection;
    this.depth = depth;
  }

  /// How much is looked at.
  enum Depth {
    /// All of it: indexes are compared with their tables, and references are followed.
    FULL("PRAGMA integrity_check"),
    /// The pages and rows of each table and index by themselves.
    QUICK("PRAGMA quick_check");

    private final String pragma;

    Depth(String pragma) {
      this.pragma = pragma;
    }

    private String of(Table table) {
      return pragma + "(" + table.quoted() + ")";
    }
  }

  /// A table, by its name and whether a module of SQLite or of the application answers for it.
  private record Table(String name, boolean virtual) {
    private String quoted() {
      return Databases.quoted(name);
    }

    @Override
    public String toString() {
      return (virtual ? "virtual table " : "table ") + name;
    }
  }

  /// Checks the database behind `connection`.
  ///
  /// @throws SQLException if it cannot be read at all
  static Complaints of(Connection connection, Depth depth) throws SQLException {
    var integrity = new Integrity(connection, depth);
    try {
      integrity.check();
    } catch (SQLException e) {
      // Where pages are damaged, SQLite may break off in the midst of its complaints.
      if (integrity.complaints.damage().isEmpty()) {
        throw e;
      }
    }
    return integrity.complaints;
  }

  private void check() throws SQLException {
    var blind = whole() ? List.<Table>of() : piecewise();
    if (!complaints.damage().isEmpty()) {
      return;
    }
    if (depth == Depth.FULL) {
      references();
    }
    modules();
    if (!blind.isEmpty()) {
      pages(blind);
    }
  }

  /// Checks all of it at once.
  ///
  /// @return false if SQLite could not
  private boolean whole() throws SQLException {
    var first = new Complaints();
    try {
      if (failure(depth.pragma + "(" + FEW + ")", row -> first.take(row.getString(1))).isPresent()) {
        return false;
      }
    } catch (SQLException e) {
      complaints.add(first);
      throw e;
    }
    if (first.count() < FEW || !first.damage().isEmpty()) {
      complaints.add(first);
      return true;
    }
    return failure(depth.pragma + "(" + Integer.MAX_VALUE + ")", row -> complaints.take(row.getString(1))).isEmpty();
  }

  /// Checks every table by itself.
  ///
  /// @return the tables with rows of their own that SQLite could not check
  private List<Table> piecewise() throws SQLException {
    var blind = new ArrayList<Table>();
    for (var table : tables()) {
      var found = new Complaints();
      var failure = failure(depth.of(table), row -> found.take(row.getString(1)));
      complaints.add(found);
      if (failure.isPresent()) {
        cannot(table.toString(), failure.get());
        if (!table.virtual()) {
          blind.add(table);
        }
      } else if (found.count() >= FEW && found.damage().isEmpty()) {
        complaints.unchecked(table + ": SQLite stopped after " + FEW + " rows that break a rule");
      }
    }
    return blind;
  }

  /// Looks for rows that refer to rows that are not there.
  private void references() throws SQLException {
    if (failure("PRAGMA foreign_key_check", this::orphan).isEmpty()) {
      return;
    }
    for (var table : tables()) {
      failure("PRAGMA foreign_key_check(" + table.quoted() + ")", this::orphan)
          .ifPresent(failure -> cannot("references of " + table, failure));
    }
  }

  private void orphan(ResultSet row) throws SQLException {
    complaints.flaw(row.getString("table") + " refers to rows of " + row.getString("parent") + " that are not there");
  }

  /// Looks for virtual tables that nothing here answers for: SQLite's checks pass over them without a word.
  private void modules() throws SQLException {
    for (var table : tables()) {
      if (table.virtual()) {
        failure("SELECT 1 FROM " + table.quoted() + " LIMIT 0", _ -> {
        }).ifPresent(failure -> cannot(table.toString(), failure));
      }
    }
  }

  /// Looks at the pages of tables whose rows cannot be checked, and of their indexes; where SQLite can, at all pages at once, the free
  /// ones included.
  private void pages(List<Table> blind) throws SQLException {
    var standIns = new StandIns(connection);
    if (seen("PRAGMA quick_check(" + FEW + ")", standIns)) {
      return;
    }
    for (var table : blind) {
      if (!seen(Depth.QUICK.of(table), standIns)) {
        complaints.unchecked("the pages of " + table);
      }
    }
  }

  private boolean seen(String sql, StandIns standIns) throws SQLException {
    while (true) {
      var found = new Complaints();
      var failure = failure(sql, row -> found.take(row.getString(1)));
      if (failure.isEmpty()) {
        complaints.addDamagedPages(found);
        return true;
      }
      if (!standIns.place(failure.get())) {
        return false;
      }
    }
  }

  private void cannot(String what, SQLException failure) {
    complaints.unchecked(what + ": " + SqliteErrors.text(failure));
  }

  private List<Table> tables() throws SQLException {
    var tables = new ArrayList<Table>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name, coalesce(sql, '') LIKE 'CREATE VIRTUAL%' FROM sqlite_schema"
            + " WHERE type = 'table' ORDER BY name")) {
      while (row.next()) {
        tables.add(new Table(row.getString(1), row.getBoolean(2)));
      }
    }
    return tables;
  }

  /// Hands every row that `sql` finds to `taker`.
  ///
  /// @return why it could not be done, if it needs what is not here
  /// @throws SQLException if the database cannot be read
  private Optional<SQLException> failure(String sql, Taker taker) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
      while (row.next()) {
        taker.take(row);
      }
      return Optional.empty();
    } catch (SQLException e) {
      if (SqliteErrors.isBeyondThisProgram(e)) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Taker {
    void take(ResultSet row) throws SQLException;
  }
}
