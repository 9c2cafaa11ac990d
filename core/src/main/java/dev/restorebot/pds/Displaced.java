package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the databases that were live tell a fix-up, as far as they are there and sound. Each is checked and read once, and only when it is
/// asked for something: one may be large, and the service is stopped meanwhile. For one thread.
final class Displaced {
  private final Databases opener;
  private final Map<String, Path> databases;
  private @Nullable Accounts accounts;
  private @Nullable Sequencer sequencer;

  Displaced(Databases opener, Map<String, Path> databases) {
    this.opener = opener;
    this.databases = databases;
  }

  private record Accounts(Optional<SortedMap<String, AccountState>> states) {}

  private record Sequencer(Optional<Sequence> sequence, SortedSet<String> told, List<String> unreadable) {}

  private record Found(Sequence sequence, SortedSet<String> told) {}

  /// Of accounts, by DID; empty if that cannot be told.
  Optional<SortedMap<String, AccountState>> states() {
    if (accounts == null) {
      accounts = new Accounts(databases.containsKey(PdsFiles.ACCOUNT)
          ? PdsFiles.read(opener, databases, PdsFiles.ACCOUNT, StatesFixUp::in, new ArrayList<>())
          : Optional.empty());
    }
    return accounts.states();
  }

  /// How far the sequencer was; empty if that cannot be told.
  Optional<Sequence> sequence() {
    return sequencer().sequence();
  }

  /// The accounts whose last word in the sequencer is that they are no more.
  SortedSet<String> told() {
    return sequencer().told();
  }

  /// Why the sequencer that is there cannot be read.
  List<String> unreadable() {
    return sequencer().unreadable();
  }

  private Sequencer sequencer() {
    if (sequencer == null) {
      var unreadable = new ArrayList<String>();
      var found = databases.containsKey(PdsFiles.SEQUENCER)
          ? PdsFiles.read(opener, databases, PdsFiles.SEQUENCER,
              connection -> new Found(Sequence.of(connection), Deletions.told(connection)), unreadable)
          : Optional.<Found>empty();
      sequencer = new Sequencer(found.map(Found::sequence),
          Collections.unmodifiableSortedSet(found.map(Found::told).orElse(new TreeSet<>())), List.copyOf(unreadable));
    }
    return sequencer;
  }

  /// True if there was a row of the account `did`, as far as that can be told.
  boolean has(String did) {
    return states().filter(all -> all.containsKey(did)).isPresent();
  }

  /// True if the account `did` was there and not active.
  boolean isInactive(String did) {
    return states().map(all -> all.get(did)).filter(state -> !state.isActive()).isPresent();
  }
}
