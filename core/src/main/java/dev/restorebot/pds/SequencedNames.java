package dev.restorebot.pds;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/// The handles of accounts as a sequencer last told them: what is left to name an account by whose row is gone, or in no backup.
final class SequencedNames {
  private SequencedNames() {}

  /// By DID; nobody, where its table is not that of a PDS.
  static SortedMap<String, String> in(Connection sequencer) {
    var handles = new TreeMap<String, String>();
    try (var statement = sequencer.createStatement();
        var row = statement.executeQuery("SELECT did, event FROM repo_seq WHERE eventType = '" + SequencedEvent.IDENTITY
            + "' AND did IS NOT NULL AND event IS NOT NULL ORDER BY seq")) {
      while (row.next()) {
        var did = row.getString(1);
        SequencedEvent.handle(row.getBytes(2)).ifPresent(handle -> handles.put(did, handle));
      }
    } catch (SQLException _) {
      return new TreeMap<>();
    }
    return handles;
  }
}
