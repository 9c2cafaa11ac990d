package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives the accounts of a restored database the state in which they were when the service was stopped. A restore brings data
/// back; it undoes no decision of a moderator, and none of an owner about the account itself.
///
/// @param now the states of accounts by DID, as they were when the service was stopped
record StatesFixUp(SortedMap<String, AccountState> now) {
  /// Which states the accounts have in a database.
  static SortedMap<String, AccountState> in(Connection connection) throws SQLException {
    var states = new TreeMap<String, AccountState>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT did, " + AccountState.selected(connection)
            + " FROM actor WHERE did IS NOT NULL")) {
      while (row.next()) {
        states.put(row.getString("did"), AccountState.of(row));
      }
    }
    return states;
  }

  FixUp apply(Databases opener, Path accounts) {
    return opener.edit(accounts, this::apply);
  }

  private FixUp apply(Connection connection) throws SQLException {
    var inactive = new ArrayList<String>();
    var changed = new TreeMap<String, AccountState>();
    for (var then : in(connection).entrySet()) {
      var state = now.get(then.getKey());
      if (state != null && !state.words().equals(AccountState.ACTIVE)) {
        inactive.add(then.getKey());
      }
      if (state != null && !state.equals(then.getValue())) {
        changed.put(then.getKey(), state);
      }
    }
    var columns = AccountState.columns(connection);
    requireAll(columns, inactive);
    if (changed.isEmpty()) {
      return FixUp.NOTHING;
    }
    set(connection, columns, changed);
    return new FixUp(Set.of(PdsFiles.ACCOUNT), new TreeMap<>(Map.of("states.kept", (long) changed.size())),
        List.of("The state of " + changed.size() + (changed.size() == 1 ? " account" : " accounts")
            + " was kept as it was when the service was stopped: taken down, deactivated, or active again."));
  }

  /// @param columns those that the snapshot has
  private static void requireAll(List<String> columns, List<String> inactive) {
    if (!inactive.isEmpty() && !columns.equals(AccountState.COLUMNS)) {
      throw new FixUpException(
          "the snapshot is of a PDS so old that its accounts have no such state, and these are taken down"
              + " or deactivated now: " + String.join(", ", inactive)
              + ". Ask with `--lift-takedowns`, and see to them afterwards");
    }
  }

  private static void set(Connection connection, List<String> columns, Map<String, AccountState> states)
      throws SQLException {
    try (var update = connection.prepareStatement("UPDATE actor SET " + String.join(" = ?, ", columns)
        + " = ? WHERE did = ?")) {
      for (var account : states.entrySet()) {
        for (var index = 0; index < columns.size(); index++) {
          update.setString(index + 1, account.getValue().value(columns.get(index)));
        }
        update.setString(columns.size() + 1, account.getKey());
        update.executeUpdate();
      }
    }
  }
}
