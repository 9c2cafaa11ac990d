package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Accounts that were deleted: that was the last word of the sequencer about them, and there is no row of them any more. A loss tells
/// nobody; and what somebody deleted is not brought back behind their back. Their stores may be there still: a PDS deletes those last.
final class Deletions {
  private Deletions() {}

  /// The accounts whose last word in a sequencer is that they are no more; nobody, where its table is not that of a PDS.
  static SortedSet<String> told(Connection sequencer) {
    var told = new HashMap<String, Boolean>();
    try (var statement = sequencer.createStatement();
        var row = statement.executeQuery("SELECT did, eventType, event FROM repo_seq WHERE eventType IN ("
            + SequencedEvent.OF_DELETIONS.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "))
            + ") AND did IS NOT NULL ORDER BY seq")) {
      while (row.next()) {
        var event = row.getBytes(3);
        told.put(row.getString(1), event != null && SequencedEvent.isDeletion(row.getString(2), event));
      }
    } catch (SQLException _) {
      return new TreeSet<>();
    }
    return told.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The accounts of `snapshot` that were deleted, judging by what is `live`.
  static List<Item> of(Contents snapshot, Contents live) {
    return snapshot.with(PdsItem.ACCOUNT).stream()
        .filter(then -> is(then.id(), live)).toList();
  }

  /// True if the account `did` was deleted, judging by what is `live`.
  static boolean is(String did, Contents live) {
    return live.item(did).filter(now -> now.has(PdsItem.DELETED) && !now.has(PdsItem.ACCOUNT)).isPresent();
  }

  /// Takes the accounts `dids` out of the database in `accounts`: the rows that have their DID in a column `did`.
  static FixUp leaveOut(Databases opener, Path accounts, Set<String> dids) {
    return dids.isEmpty() ? FixUp.NOTHING : opener.edit(accounts, connection -> leaveOut(connection, dids));
  }

  private static FixUp leaveOut(Connection connection, Set<String> dids) throws SQLException {
    var tables = tables(connection);
    var rows = 0L;
    for (var table : tables) {
      try (var delete = connection.prepareStatement("DELETE FROM " + Databases.quoted(table) + " WHERE did = ?")) {
        for (var did : dids) {
          delete.setString(1, did);
          rows += delete.executeUpdate();
        }
      }
    }
    if (rows == 0) {
      return FixUp.NOTHING;
    }
    return new FixUp(Set.of(PdsFiles.ACCOUNT), new TreeMap<>(Map.of("accounts.left-out", (long) dids.size())),
        List.of(dids.size() + (dids.size() == 1 ? " account that was" : " accounts that were")
            + " deleted after the snapshot " + (dids.size() == 1 ? "was" : "were") + " left out."));
  }

  /// The tables with a column `did`, but for those that rows of others depend on which have none: a PDS that deletes an account
  /// leaves its OAuth tokens, too, which are worth nothing without it (source: `account-manager/helpers/account.ts` of atproto).
  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(
            """
                SELECT t.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c ON c.name = 'did'
                WHERE t.schema = 'main' AND t.type = 'table' AND NOT EXISTS (
                  SELECT 1 FROM pragma_table_list AS other JOIN pragma_foreign_key_list(other.name) AS key ON key."table" = t.name
                  WHERE other.schema = 'main'
                    AND NOT EXISTS (SELECT 1 FROM pragma_table_info(other.name) AS column WHERE column.name = 'did'))
                """)) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
