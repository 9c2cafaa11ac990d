package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What moderators and its owner decided about an account: whether it is taken down, deactivated, or to be deleted. In the table
/// `actor` it is what these columns hold; nothing in all of them is an active account (source: `account-manager/db/schema/actor.ts`
/// of atproto). Whatever else a column holds was not written by a PDS.
///
/// @param takedownRef by which decision of a moderator it is taken down
/// @param deactivatedAt since when it is deactivated
/// @param deleteAfter when its owner wants it deleted
record AccountState(@Nullable String takedownRef, @Nullable String deactivatedAt, @Nullable String deleteAfter) {
  /// The columns, in the order of the components.
  static final List<String> COLUMNS = List.of("takedownRef", "deactivatedAt", "deleteAfter");
  /// The state of an account that may do everything.
  static final String ACTIVE = "active";
  private static final String TO_BE_DELETED = "to be deleted";

  /// In [Item#versions], the name of what an account's state is called.
  static final String STATE = "state";
  private static final int LONGEST = 300;

  /// Those of the columns that the table `actor` of a database has: an old PDS had fewer of them.
  static List<String> columns(Connection connection) throws SQLException {
    var there = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name FROM pragma_table_info('actor')")) {
      while (row.next()) {
        there.add(row.getString(1));
      }
    }
    return COLUMNS.stream().filter(there::contains).toList();
  }

  /// What to select to be read by [#of]: a column that is not there holds nothing.
  static String selected(Connection connection) throws SQLException {
    var there = columns(connection);
    return COLUMNS.stream().map(column -> there.contains(column) ? column : "NULL AS " + column)
        .collect(Collectors.joining(", "));
  }

  /// What `row` of the table `actor` has of it.
  static AccountState of(ResultSet row) throws SQLException {
    return new AccountState(text(row.getString("takedownRef")), time(row.getString("deactivatedAt")),
        time(row.getString("deleteAfter")));
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST);
  }

  /// A PDS reads it as a time; another text there still says that the account is not active.
  private static @Nullable String time(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Sequence.text(Instant.parse(value));
    } catch (DateTimeException _) {
      return Sequence.text(Instant.EPOCH);
    }
  }

  /// What `column` holds of it.
  @Nullable
  String value(String column) {
    return switch (column) {
      case "takedownRef" -> takedownRef;
      case "deactivatedAt" -> deactivatedAt;
      case "deleteAfter" -> deleteAfter;
      default -> throw new IllegalArgumentException(column);
    };
  }

  /// True if the PDS answers for it as for an active one: also while it only waits to be deleted.
  boolean isActive() {
    return takedownRef == null && deactivatedAt == null;
  }

  /// What the protocol calls it where it is not active (source: `formatAccountStatus` of atproto).
  String status() {
    return takedownRef != null ? "takendown" : "deactivated";
  }

  /// For people: `taken down`, `deactivated, to be deleted`.
  String words() {
    var words = new ArrayList<String>();
    if (takedownRef != null) {
      words.add("taken down");
    }
    if (deactivatedAt != null) {
      words.add("deactivated");
    }
    if (deleteAfter != null) {
      words.add(TO_BE_DELETED);
    }
    return words.isEmpty() ? ACTIVE : String.join(", ", words);
  }

  /// What an [Item] keeps of it beside its parts.
  SortedMap<String, String> versions() {
    return words().equals(ACTIVE) ? new TreeMap<>() : new TreeMap<>(Map.of(STATE, words()));
  }

  /// What the state of `account` is called; `inactive` where an earlier version stored no more than that.
  static String words(Item account) {
    var words = account.versions().get(STATE);
    return words != null ? words : account.has(PdsItem.ACTIVE) ? ACTIVE : "inactive";
  }

  /// True if the PDS must answer for `account` as for an active one.
  static boolean isActive(Item account) {
    return Set.of(ACTIVE, TO_BE_DELETED).contains(words(account));
  }

  /// The accounts of `snapshot` that are in another state in `live`, with that state, and nothing else of them.
  static Contents changed(Contents snapshot, Contents live) {
    var items = new ArrayList<Item>();
    for (var then : snapshot.with(PdsItem.ACCOUNT)) {
      live.item(then.id()).filter(now -> now.has(PdsItem.ACCOUNT)).filter(now -> !same(then, now))
          .ifPresent(now -> items.add(new Item(now.id(), now.label(), new TreeSet<>(List.of(PdsItem.ACCOUNT)),
              new TreeMap<>(Map.of(STATE, words(now))))));
    }
    return new Contents(items, new TreeMap<>(), null, List.of());
  }

  private static boolean same(Item then, Item now) {
    var one = words(then);
    return one.equals(words(now)) || (one.equals("inactive") && !isActive(now));
  }
}
