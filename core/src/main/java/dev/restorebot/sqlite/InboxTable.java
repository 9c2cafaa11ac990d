package dev.restorebot.sqlite;

import dev.restorebot.run.Inbox.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The rows of the inbox. Thread-safe: one connection behind a lock.
final class InboxTable {
  private final Connection connection;
  private final ReentrantLock turn = new ReentrantLock();

  InboxTable(Connection connection) {
    this.connection = connection;
  }

  /// Notes what is done, forgets what was done before `forgotten`, and keeps `items`, all in one transaction.
  ///
  /// @return for each item, whether it is new
  List<Boolean> write(List<Item> items, Map<String, Instant> done, Instant forgotten) throws SQLException {
    turn.lock();
    try {
      return Transaction.of(connection, () -> {
        finish(done);
        forget(forgotten);
        return insert(items);
      });
    } finally {
      turn.unlock();
    }
  }

  private void finish(Map<String, Instant> done) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE item SET done_at = ?, text = '' WHERE key = ? AND done_at IS NULL")) {
      for (var one : done.entrySet()) {
        update.setLong(1, one.getValue().toEpochMilli());
        update.setString(2, one.getKey());
        update.executeUpdate();
      }
    }
  }

  private void forget(Instant before) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM item WHERE done_at < ?")) {
      delete.setLong(1, before.toEpochMilli());
      delete.executeUpdate();
    }
  }

  private List<Boolean> insert(List<Item> items) throws SQLException {
    var fresh = new ArrayList<Boolean>();
    try (var insert = connection
        .prepareStatement("INSERT INTO item (key, at, text) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING")) {
      for (var item : items) {
        insert.setString(1, item.key());
        insert.setString(2, item.at().toString());
        insert.setString(3, item.text());
        fresh.add(insert.executeUpdate() == 1);
      }
    }
    return fresh;
  }

  /// The items that are not done, in the order in which they were kept.
  List<Item> open() throws SQLException {
    turn.lock();
    try (var query =
        connection.prepareStatement("SELECT key, at, text FROM item WHERE done_at IS NULL ORDER BY number");
        var rows = query.executeQuery()) {
      var items = new ArrayList<Item>();
      while (rows.next()) {
        items.add(new Item(rows.getString("key"), time(rows.getString("at")), rows.getString("text")));
      }
      return items;
    } finally {
      turn.unlock();
    }
  }

  /// What has no time that can be read was said long ago: then it is not begun without asking.
  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  void close() throws SQLException {
    turn.lock();
    try {
      connection.close();
    } finally {
      turn.unlock();
    }
  }
}
