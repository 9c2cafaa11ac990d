package dev.restorebot.pds;

import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.snapshot.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    requireColumns(connection);
    var kept = 0L;
    for (var then : in(connection).entrySet()) {
      var state = now.get(then.getKey());
      if (state != null && !state.equals(then.getValue())) {
        set(connection, then.getKey(), state);
        kept++;
      }
    }
    return kept == 0
        ? FixUp.NOTHING
        : new FixUp(Set.of(PdsFiles.ACCOUNT), new TreeMap<>(Map.of("states.kept", kept)),
            List.of("The state of " + kept + (kept == 1 ? " account" : " accounts")
                + " was kept as it was when the service was stopped: taken down, deactivated, or active again."));
  }

  private void requireColumns(Connection connection) throws SQLException {
    var there = AccountState.columns(connection);
    var inactive = in(connection).keySet().stream().filter(did -> {
      var state = now.get(did);
      return state != null && !state.words().equals(AccountState.ACTIVE);
    }).toList();
    if (!inactive.isEmpty() && !there.equals(AccountState.COLUMNS)) {
      throw new FixUpException(
          "the snapshot is of a PDS so old that its accounts have no such state, and these are taken down"
              + " or deactivated now: " + String.join(", ", inactive)
              + ". Ask with `--lift-takedowns`, and see to them afterwards");
    }
  }

  private static void set(Connection connection, String did, AccountState state) throws SQLException {
    var there = AccountState.columns(connection);
    var values = new ArrayList<@Nullable String>();
    for (var column : there) {
      values.add(state.value(column));
    }
    try (var update = connection.prepareStatement("UPDATE actor SET " + String.join(" = ?, ", there)
        + " = ? WHERE did = ?")) {
      for (var index = 0; index < values.size(); index++) {
        update.setString(index + 1, values.get(index));
      }
      update.setString(values.size() + 1, did);
      update.executeUpdate();
    }
  }
}
