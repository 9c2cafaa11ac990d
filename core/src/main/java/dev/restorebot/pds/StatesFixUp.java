package dev.restorebot.pds;

import dev.restorebot.kind.FixUp;
import dev.restorebot.snapshot.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
        var row = statement.executeQuery("SELECT did, " + String.join(", ", AccountState.COLUMNS)
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

  private static void set(Connection connection, String did, AccountState state) throws SQLException {
    try (var update = connection.prepareStatement("UPDATE actor SET "
        + String.join(" = ?, ", AccountState.COLUMNS) + " = ? WHERE did = ?")) {
      update.setString(1, state.takedownRef());
      update.setString(2, state.deactivatedAt());
      update.setString(3, state.deleteAfter());
      update.setString(4, did);
      update.executeUpdate();
    }
  }
}
