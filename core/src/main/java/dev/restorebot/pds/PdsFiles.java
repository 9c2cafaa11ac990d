package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.database.Databases.Query;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Migrations;
import dev.restorebot.kind.Remains;
import dev.restorebot.kind.Removal;
import dev.restorebot.kind.Sign;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a PDS. Its items are accounts, by DID, with the parts `account` (a row in the account database), `active`
/// (neither deactivated nor taken down), `no-login` (no row in the table `account`), `repo` (an actor store) and `key` (its
/// signing key), or `deleted` (the sequencer told so, and there is no row) or `sequenced` (it told the handle, and there is no row). Its numbers are `sequence.last`, the highest in the sequencer, `sequence.issued`, the highest it ever gave out, and its [Migrations] and [InviteCodes].
public final class PdsFiles implements DataKind {
  /// The parameter of the fix-up that says which states accounts shall have.
  static final String STATES = "states";
  /// Those in which they were when the service was stopped, where its database can be read; else those of the snapshot.
  static final String STATES_OF_NOW = "now";

  /// The parameter of the fix-up that says what becomes of accounts that were deleted after the snapshot.
  static final String DELETED = "deleted";
  /// They stay deleted.
  static final String DELETED_STAY = "stay";
  /// The parameter of the fix-up that names the accounts that it makes active again, where the database that was live cannot tell.
  static final String REACTIVATED = "reactivated";

  /// The parameter of the fix-up that names the accounts which get other handles than those of the snapshot.
  static final String HANDLES = "handles";

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
    var items = new ArrayList<Item>();
    items.addAll(read(opener, databases, ACCOUNT, connection -> {
      numbers.putAll(migrations(connection, ACCOUNT));
      numbers.putAll(InviteCodes.in(connection));
      return accounts(connection);
    }, unreadable).orElse(List.of()));
    var sequence = read(opener, databases, SEQUENCER, connection -> {
      numbers.putAll(migrations(connection, SEQUENCER));
      items.addAll(rowless(Deletions.told(connection), SequencedNames.in(connection), items));
      return Sequence.of(connection);
    }, unreadable);
    cache(opener, databases, numbers);
    sequence.ifPresent(found -> {
      numbers.put("sequence.last", found.last());
      numbers.put("sequence.issued", found.issued());
    });
    return new Contents(items, numbers, newest(sequence), unreadable);
  }

  /// Those of whom the sequencer told, as far as no row of them is there: that they were deleted, or what they are called.
  private static List<Item> rowless(SortedSet<String> deleted, SortedMap<String, String> handles, List<Item> there) {
    var known = there.stream().map(Item::id).collect(Collectors.toSet());
    return Stream.concat(deleted.stream(), handles.keySet().stream()).distinct().filter(did -> !known.contains(did))
        .map(did -> new Item(did, handles.getOrDefault(did, did),
            new TreeSet<>(Set.of(deleted.contains(did) ? PdsItem.DELETED : PdsItem.SEQUENCED))))
        .toList();
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
  public List<Sign> defects(Path root) {
    return ActorStores.defects(root);
  }

  @Override
  public Map<String, Removal> removing(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters) {
    return Map.of(ACCOUNT, new Removal("did", deleted(opener, staged, new Displaced(opener, displaced), parameters)));
  }

  /// The accounts of what is staged that were deleted and stay so.
  private static SortedSet<String> deleted(Databases opener, Map<String, Path> staged, Displaced displaced,
      Map<String, String> parameters) {
    var accounts = staged.get(ACCOUNT);
    if (!DELETED_STAY.equals(parameters.get(DELETED)) || accounts == null || displaced.told().isEmpty()) {
      return new TreeSet<>();
    }
    var then = opener.read(accounts, connection -> StatesFixUp.in(connection).keySet());
    return displaced.told().stream().filter(then::contains).filter(did -> !displaced.has(did))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters, Remains remains) {
    var old = new Displaced(opener, displaced);
    var deleted = deleted(opener, staged, old, parameters);
    var done = FixUp.NOTHING;
    var accounts = staged.get(ACCOUNT);
    if (accounts != null) {
      done = together(states(opener, accounts, old, parameters), Deletions.leaveOut(opener, accounts, deleted));
      done = together(done, HandlesFixUp.of(parameters.getOrDefault(HANDLES, "")).apply(opener, accounts));
    }
    if (staged.containsKey(CACHE)) {
      done = together(done, forget(opener, staged.get(CACHE)));
    }
    var sequencer = staged.get(SEQUENCER);
    if (sequencer == null) {
      return done;
    }
    var events = new Announcement(opener, staged, old, parameters, remains).of(deleted);
    return together(done,
        new SequencerFixUp(parameters, events, old.sequence(), old.unreadable()).apply(opener, sequencer));
  }

  private static FixUp states(Databases opener, Path accounts, Displaced old, Map<String, String> parameters) {
    return STATES_OF_NOW.equals(parameters.get(STATES))
        ? old.states().map(now -> new StatesFixUp(now).apply(opener, accounts)).orElse(FixUp.NOTHING)
        : FixUp.NOTHING;
  }

  /// What the PDS once heard of DIDs may not be so any more, and it would go on saying it for an hour or more (source:
  /// `PDS_DID_CACHE_STALE_TTL` of atproto).
  private static FixUp forget(Databases opener, Path cache) {
    try {
      return opener.edit(cache, connection -> {
        try (var statement = connection.createStatement()) {
          return statement.executeUpdate("DELETE FROM did_doc") == 0
              ? FixUp.NOTHING
              : new FixUp(Set.of(CACHE), new TreeMap<>(),
                  List.of("What the PDS once heard of DIDs was thrown away: it asks anew."));
        }
      });
    } catch (DatabaseException e) {
      return new FixUp(Set.of(), new TreeMap<>(),
          List.of("What the PDS once heard of DIDs stays as it is in the snapshot: "
              + e.getMessage() + "."));
    }
  }

  private static FixUp together(FixUp one, FixUp other) {
    var numbers = new TreeMap<>(one.numbers());
    numbers.putAll(other.numbers());
    return new FixUp(Stream.concat(one.edited().stream(), other.edited().stream()).collect(Collectors.toSet()), numbers,
        Stream.concat(one.notes().stream(), other.notes().stream()).toList());
  }

  @Override
  public List<Finding> reverted(Databases opener, Map<String, Path> staged, Map<String, Path> live) {
    var then = staged.get(ACCOUNT);
    var now = live.get(ACCOUNT);
    return then == null || now == null ? List.of() : LoginChanges.between(opener, then, now);
  }

  @Override
  public Set<String> growing(String database) {
    return database.equals(SEQUENCER) ? Set.of("repo_seq") : Set.of();
  }

  @Override
  public Set<String> disposable(String database) {
    return database.equals(CACHE) ? Set.of("did_doc") : Set.of();
  }

  @Override
  public Map<String, Set<String>> changing(String database) {
    return database.equals(ACCOUNT)
        ? Map.of("actor", Stream.concat(AccountState.COLUMNS.stream(), Stream.of("handle")).collect(Collectors.toSet()))
        : Map.of();
  }

  private static @Nullable Instant newest(Optional<Sequence> sequence) {
    return sequence.map(Sequence::newest).orElse(null);
  }

  static <T> Optional<T> read(Databases opener, Map<String, Path> databases, String database, Query<T> query,
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

  static List<Item> accounts(Connection connection) throws SQLException {
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
