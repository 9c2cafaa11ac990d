package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a PDS tells over the websocket `com.atproto.sync.subscribeRepos`: the events above a cursor. Thread-safe.
///
/// Whoever stays connected is told nothing more, and no cursor is too old.
final class PdsEvents {
  private static final int POLICY = 1008;
  /// The names that events have over the websocket, by those in the database; others are not told.
  private static final Map<String, String> TYPES =
      Map.of("append", "#commit", "sync", "#sync", "identity", "#identity", "account", "#account");

  private final PdsFolder folder;

  PdsEvents(PdsFolder folder) {
    this.folder = folder;
  }

  /// The events above the cursor; none without one. The cursor is compared with the highest event there is, not with
  /// the number the next one will get.
  Telling tell(Request request) throws SQLException {
    var cursor = request.parameter("cursor").orElse("");
    if (cursor.isEmpty()) {
      return new Telling.Open(List.of());
    }
    if (!cursor.matches("-?\\d{1,16}")) {
      return refusal("InvalidRequest",
          "Invalid com.atproto.sync.subscribeRepos params: Expected integer value type (got \""
              + cursor + "\")");
    }
    var above = Long.parseLong(cursor);
    try (var sequencer = DatabaseFile.open(folder.database(PdsDatabase.SEQUENCER))) {
      return above > last(sequencer)
          ? refusal("FutureCursor", "Cursor in the future.")
          : new Telling.Open(above(sequencer, above));
    }
  }

  /// The last that is told.
  static Telling refusal(String error, String message) {
    return new Telling.Closing(List.of(EventFrame.error(error, message).bytes()), POLICY, error);
  }

  private static long last(Connection sequencer) throws SQLException {
    try (var statement = sequencer.createStatement();
        var result = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM repo_seq")) {
      return result.getLong(1);
    }
  }

  private static List<byte[]> above(Connection sequencer, long cursor) throws SQLException {
    try (var statement = sequencer.prepareStatement("""
        SELECT seq, eventType, event, sequencedAt FROM repo_seq WHERE seq > ? AND invalidated = 0 ORDER BY seq""")) {
      statement.setLong(1, cursor);
      var messages = new ArrayList<byte[]>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var type = TYPES.get(rows.getString("eventType"));
          if (type != null) {
            messages.add(message(type, rows));
          }
        }
      }
      return messages;
    }
  }

  private static byte[] message(String type, ResultSet row) throws SQLException {
    var body = Cbor.read(row.getBytes("event")).getFirst();
    body.put("seq", row.getLong("seq"));
    body.put("time", row.getString("sequencedAt"));
    return EventFrame.event(type, body).bytes();
  }
}
