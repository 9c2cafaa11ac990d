package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Migrations;
import dev.restorebot.snapshot.Databases;
import dev.restorebot.snapshot.Databases.DatabaseException;
import dev.restorebot.snapshot.Databases.Query;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a PDS. Its items are accounts, by DID, with the parts `account` (a row in the account database), `active`
/// (neither deactivated nor taken down), `no-login` (no row in the table `account`), `repo` (an actor store) and `key` (its
/// signing key). Its numbers are `sequence.last`, the highest in the sequencer, `sequence.issued`, the highest it ever gave out, and its [Migrations].
public final class PdsFiles implements DataKind {
  /// The parameter of the fix-up that says which states accounts shall have.
  static final String STATES = "states";
  /// Those in which they were when the service was stopped, where its database can be read; else those of the snapshot.
  static final String STATES_OF_NOW = "now";

  /// The database of accounts, handles and passwords.
  static final String ACCOUNT = "account";
  /// The database of numbered events that relays follow.
  static final String SEQUENCER = "sequencer";
  /// The database of what the PDS last heard of DIDs; it is made anew where it is missing.
  private static final String CACHE = "did_cache";
  private static final Map<String, Set<String>> REQUIRED = Map.of(ACCOUNT, Set.of("actor", "account", "repo_root"),
      SEQUENCER, Set.of("repo_seq"), CACHE, Set.of("did_doc"));

  @Override
  public String name() {
    return "pds";
  }

  @Override
  public Set<String> requiredTables(String database) {
    return REQUIRED.getOrDefault(database, Set.of());
  }

  @Override
  public Contents contents(Databases opener, Map<String, Path> databases) {
    var unreadable = new ArrayList<String>();
    SortedMap<String, Long> numbers = new TreeMap<>();
    var items = read(opener, databases, ACCOUNT, connection -> {
      numbers.putAll(migrations(connection, ACCOUNT));
      return accounts(connection);
    }, unreadable).orElse(List.of());
    var sequence = read(opener, databases, SEQUENCER, connection -> {
      numbers.putAll(migrations(connection, SEQUENCER));
      return Sequence.of(connection);
    }, unreadable);
    cache(opener, databases, numbers);
    sequence.ifPresent(found -> {
      numbers.put("sequence.last", found.last());
      numbers.put("sequence.issued", found.issued());
    });
    return new Contents(items, numbers, newest(sequence), unreadable);
  }

  /// What the cache holds matters to nobody, but a PDS does not start with one that a newer PDS made.
  private static void cache(Databases opener, Map<String, Path> databases, Map<String, Long> numbers) {
    var file = databases.get(CACHE);
    try {
      if (file != null) {
        numbers.putAll(opener.read(file, connection -> migrations(connection, CACHE)));
      }
    } catch (DatabaseException _) {
      // Whether it can be read is told elsewhere.
    }
  }

  private static SortedMap<String, Long> migrations(Connection connection, String database) throws SQLException {
    return Migrations.in(connection, database, "kysely_migration", "name");
  }

  @Override
  public Contents kept(Path root) {
    return ActorStores.below(root);
  }

  @Override
  public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters) {
    var states = states(opener, staged, displaced, parameters);
    var sequencer = staged.get(SEQUENCER);
    if (sequencer == null) {
      return states;
    }
    var unreadable = new ArrayList<String>();
    var old = displaced.containsKey(SEQUENCER)
        ? read(opener, displaced, SEQUENCER, Sequence::of, unreadable)
        : Optional.<Sequence>empty();
    var accounts = staged.containsKey(ACCOUNT)
        ? opener.read(staged.get(ACCOUNT), PdsFiles::accounts)
        : List.<Item>of();
    // Those that people were told of, and no others.
    var active = new Contents(accounts, new TreeMap<>(), null, List.of()).with(PdsItem.ACTIVE).stream().map(Item::id)
        .toList();
    return together(states, new SequencerFixUp(parameters, active, old, unreadable).apply(opener, sequencer));
  }

  private static FixUp states(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters) {
    if (!STATES_OF_NOW.equals(parameters.get(STATES)) || !staged.containsKey(ACCOUNT)
        || !displaced.containsKey(ACCOUNT)) {
      return FixUp.NOTHING;
    }
    return read(opener, displaced, ACCOUNT, StatesFixUp::in, new ArrayList<>())
        .map(now -> new StatesFixUp(now).apply(opener, staged.get(ACCOUNT))).orElse(FixUp.NOTHING);
  }

  private static FixUp together(FixUp one, FixUp other) {
    var numbers = new TreeMap<>(one.numbers());
    numbers.putAll(other.numbers());
    return new FixUp(Stream.concat(one.edited().stream(), other.edited().stream()).collect(Collectors.toSet()), numbers,
        Stream.concat(one.notes().stream(), other.notes().stream()).toList());
  }

  @Override
  public Set<String> growing(String database) {
    return database.equals(SEQUENCER) ? Set.of("repo_seq") : Set.of();
  }

  @Override
  public Map<String, Set<String>> changing(String database) {
    return database.equals(ACCOUNT) ? Map.of("actor", Set.copyOf(AccountState.COLUMNS)) : Map.of();
  }

  private static @Nullable Instant newest(Optional<Sequence> sequence) {
    return sequence.map(Sequence::newest).orElse(null);
  }

  private static <T> Optional<T> read(Databases opener, Map<String, Path> databases, String database, Query<T> query,
      List<String> unreadable) {
    var file = databases.get(database);
    if (file == null) {
      unreadable.add("There is no " + database + " database.");
      return Optional.empty();
    }
    try {
      return Optional.of(opener.readSound(file, query));
    } catch (DatabaseException e) {
      unreadable.add("The " + database + " database cannot be read: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static List<Item> accounts(Connection connection) throws SQLException {
    var items = new ArrayList<Item>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT did, coalesce(handle, did) AS label,"
            + " EXISTS (SELECT 1 FROM account WHERE account.did = actor.did) AS login, "
            + AccountState.selected(connection)
            + " FROM actor ORDER BY did")) {
      while (row.next()) {
        var parts = new TreeSet<>(Set.of("account"));
        var state = AccountState.of(row);
        if (state.isActive()) {
          parts.add("active");
        }
        if (!row.getBoolean("login")) {
          parts.add(PdsItem.NO_LOGIN);
        }
        items.add(new Item(did(row.getString("did")), row.getString("label"), parts, state.versions()));
      }
    }
    return items;
  }

  /// SQLite lets a key be nothing.
  private static String did(@Nullable String did) throws SQLException {
    if (did == null) {
      throw new SQLException("it has an account without a DID");
    }
    return did;
  }
}
