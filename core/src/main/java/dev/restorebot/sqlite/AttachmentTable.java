package dev.restorebot.sqlite;

import dev.restorebot.files.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Long values of entries, on the journal's own connection. Confined to whoever has that connection's turn.
final class AttachmentTable {
  private final Connection connection;

  AttachmentTable(Connection connection) {
    this.connection = connection;
  }

  /// Keeps those that are not there yet.
  void add(Map<String, String> attachments) throws SQLException {
    try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO attachment (sha256, content) VALUES (?, ?)")) {
      for (var attachment : attachments.entrySet()) {
        insert.setString(1, attachment.getKey());
        insert.setString(2, attachment.getValue());
        insert.executeUpdate();
      }
    }
  }

  /// What has that digest, if it is there.
  Optional<String> content(String sha256) throws SQLException {
    try (var query = connection.prepareStatement("SELECT content FROM attachment WHERE sha256 = ?")) {
      query.setString(1, sha256);
      try (var rows = query.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /// All that entries name, in the order of the entries.
  List<Attached> all() throws SQLException {
    var found = digests();
    try (var query = connection.prepareStatement("SELECT entry.number, name.value FROM entry, json_each(CASE"
        + " WHEN instr(entry.event, '\"attached\"') > 0 AND json_valid(entry.event) THEN entry.event ELSE '{}' END,"
        + " '$.attached') AS name ORDER BY entry.number, name.value");
        var rows = query.executeQuery()) {
      var attached = new ArrayList<Attached>();
      while (rows.next()) {
        var sha256 = String.valueOf(rows.getString(2));
        attached.add(new Attached(rows.getLong(1), sha256, found.get(sha256)));
      }
      return attached;
    }
  }

  /// The digest of what stands under each name, which should be the same.
  private Map<String, String> digests() throws SQLException {
    try (var query = connection.prepareStatement("SELECT sha256, content FROM attachment");
        var rows = query.executeQuery()) {
      var digests = new HashMap<String, String>();
      while (rows.next()) {
        digests.put(rows.getString(1), Digest.ofText(rows.getString(2)).sha256());
      }
      return digests;
    }
  }
}
