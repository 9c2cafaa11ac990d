package dev.restorebot.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.sqlite.Collation;
import org.sqlite.Function;

/// Takes the place of collations and functions of an application that are not here, so that SQLite can look at the pages of what uses
/// them. What it compares or computes by means of one says nothing. Confined to its thread.
final class StandIns {
  private static final Pattern COLLATION = Pattern.compile("no such collation sequence: (.+)", Pattern.DOTALL);
  private static final Pattern FUNCTION =
      Pattern.compile("(?:unknown|no such) function: (.+?)(?:\\(\\))?", Pattern.DOTALL);
  /// Nobody has more, and a database from outside may have any number.
  private static final int MOST = 100;

  private final Connection connection;
  private final Set<String> placed = new HashSet<>();

  StandIns(Connection connection) {
    this.connection = connection;
  }

  /// Takes the place of what `failure` lacks.
  ///
  /// @return whether the same may succeed now
  boolean place(SQLException failure) throws SQLException {
    var text = SqliteErrors.text(failure);
    var collation = COLLATION.matcher(text);
    if (collation.matches() && isNew("collation " + collation.group(1))) {
      Collation.create(connection, collation.group(1), new ByText());
      return true;
    }
    var function = FUNCTION.matcher(text);
    if (function.matches() && isNew("function " + function.group(1))) {
      Function.create(connection, function.group(1), new Nothing(), -1, Function.FLAG_DETERMINISTIC);
      return true;
    }
    return false;
  }

  private boolean isNew(String name) {
    return placed.size() < MOST && placed.add(name.toLowerCase(Locale.ROOT));
  }

  private static final class ByText extends Collation {
    @Override
    protected int xCompare(String one, String other) {
      return one.compareTo(other);
    }
  }

  private static final class Nothing extends Function {
    @Override
    protected void xFunc() throws SQLException {
      result();
    }
  }
}
