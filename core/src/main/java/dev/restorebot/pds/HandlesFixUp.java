package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.FixUp;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gives the accounts of a restored database the handles that their DID documents name: with another one they are nobody to the
/// network. No two accounts have the same.
///
/// @param handles by DID
record HandlesFixUp(SortedMap<String, String> handles) {
  /// Reads what [#text] wrote; what is no pair is left out.
  static HandlesFixUp of(String text) {
    var handles = new TreeMap<String, String>();
    for (var pair : text.split(" ", -1)) {
      var middle = pair.lastIndexOf('=');
      if (middle > 0 && middle < pair.length() - 1) {
        handles.put(pair.substring(0, middle), pair.substring(middle + 1));
      }
    }
    return new HandlesFixUp(handles);
  }

  /// As a parameter of a fix-up.
  String text() {
    return String.join(" ", handles.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  FixUp apply(Databases opener, Path accounts) {
    return handles.isEmpty() ? FixUp.NOTHING : opener.edit(accounts, this::apply);
  }

  private FixUp apply(Connection connection) throws SQLException {
    var there = new TreeMap<String, String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT did, coalesce(handle, '') FROM actor WHERE did IS NOT NULL")) {
      while (row.next()) {
        there.put(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT));
      }
    }
    var wanted = new TreeMap<String, String>();
    handles.forEach((did, handle) -> {
      if (there.containsKey(did) && !handle.toLowerCase(Locale.ROOT).equals(there.get(did))) {
        wanted.put(did, handle.toLowerCase(Locale.ROOT));
      }
    });
    var taken = new TreeSet<String>();
    there.forEach((did, handle) -> {
      if (!wanted.containsKey(did)) {
        taken.add(handle);
      }
    });
    var notes = new ArrayList<String>();
    var given = new TreeMap<String, String>();
    wanted.forEach((did, handle) -> {
      if (taken.add(handle)) {
        given.put(did, handle);
      } else {
        notes.add(did + " keeps its handle " + there.get(did) + ": its DID document names " + handle
            + ", which another account has.");
      }
    });
    set(connection, given);
    if (!given.isEmpty()) {
      notes.addFirst(given.size() + (given.size() == 1
          ? " account has the handle that its DID document names."
          : " accounts have the handles that their DID documents name."));
    }
    return new FixUp(given.isEmpty() ? Set.of() : Set.of(PdsFiles.ACCOUNT),
        given.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of("handles.taken", (long) given.size())), notes);
  }

  /// First nobody has any of them: two may have exchanged theirs.
  private static void set(Connection connection, Map<String, String> given) throws SQLException {
    try (var clear = connection.prepareStatement("UPDATE actor SET handle = NULL WHERE did = ?");
        var set = connection.prepareStatement("UPDATE actor SET handle = ? WHERE did = ?")) {
      for (var did : List.copyOf(given.keySet())) {
        clear.setString(1, did);
        clear.executeUpdate();
      }
      for (var account : given.entrySet()) {
        set.setString(1, account.getValue());
        set.setString(2, account.getKey());
        set.executeUpdate();
      }
    }
  }
}
