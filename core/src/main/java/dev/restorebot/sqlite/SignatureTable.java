package dev.restorebot.sqlite;

import dev.restorebot.audit.Checked;
import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.KeyId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What entries of the journal were signed with, on the journal's own connection. Confined to whoever has that connection's turn.
final class SignatureTable {
  private final Connection connection;

  SignatureTable(Connection connection) {
    this.connection = connection;
  }

  void add(EntrySignature signature) throws SQLException {
    write("INSERT INTO signature (entry, key, signature) VALUES (?, ?, ?)", signature.entry(), signature.key(),
        signature.signature());
  }

  /// All of them, in the order of their entries.
  List<EntrySignature> all() throws SQLException {
    try (var query = connection.prepareStatement("SELECT entry, key, signature FROM signature ORDER BY entry");
        var rows = query.executeQuery()) {
      var signatures = new ArrayList<EntrySignature>();
      while (rows.next()) {
        signatures.add(new EntrySignature(rows.getLong("entry"), KeyId.stored(rows.getString("key")), signature(rows)));
      }
      return signatures;
    }
  }

  /// Up to where somebody with a key has found the record right, if that was ever said. Whether it is true is for others to tell.
  Optional<Checked> checked() throws SQLException {
    try (var query = connection.prepareStatement("SELECT entry, key, signature FROM checked");
        var rows = query.executeQuery()) {
      return rows.next()
          ? Optional.of(new Checked(rows.getLong("entry"), KeyId.stored(rows.getString("key")), signature(rows)))
          : Optional.empty();
    }
  }

  /// Never null, whatever somebody made of the table.
  private static String signature(ResultSet rows) throws SQLException {
    return Objects.requireNonNullElse(rows.getString("signature"), "");
  }

  void keep(Checked checked) throws SQLException {
    write("INSERT OR REPLACE INTO checked (one, entry, key, signature) VALUES (1, ?, ?, ?)", checked.entry(),
        checked.key(), checked.signature());
  }

  private void write(String sql, long entry, KeyId key, String signature) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, entry);
      statement.setString(2, key.value());
      statement.setString(3, signature);
      statement.executeUpdate();
    }
  }
}
