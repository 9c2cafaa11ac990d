package dev.restorebot.pds;

import dev.restorebot.snapshot.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the databases that were live tell a fix-up, as far as they are there and sound; each is checked and read once.
///
/// @param states of accounts, by DID; empty if that cannot be told
/// @param sequence how far the sequencer was; empty if that cannot be told
/// @param told the accounts whose last word in the sequencer is that they are no more
/// @param unreadable why the sequencer that is there cannot be read
record Displaced(Optional<SortedMap<String, AccountState>> states, Optional<Sequence> sequence, SortedSet<String> told,
    List<String> unreadable) {
  Displaced {
    told = Collections.unmodifiableSortedSet(new TreeSet<>(told));
    unreadable = List.copyOf(unreadable);
  }

  private record Sequencer(Sequence sequence, SortedSet<String> told) {}

  static Displaced of(Databases opener, Map<String, Path> displaced) {
    var unreadable = new ArrayList<String>();
    var states = displaced.containsKey(PdsFiles.ACCOUNT)
        ? PdsFiles.read(opener, displaced, PdsFiles.ACCOUNT, StatesFixUp::in, new ArrayList<>())
        : Optional.<SortedMap<String, AccountState>>empty();
    var sequencer = displaced.containsKey(PdsFiles.SEQUENCER)
        ? PdsFiles.read(opener, displaced, PdsFiles.SEQUENCER,
            connection -> new Sequencer(Sequence.of(connection), Deletions.told(connection)), unreadable)
        : Optional.<Sequencer>empty();
    return new Displaced(states, sequencer.map(Sequencer::sequence),
        sequencer.map(Sequencer::told).orElse(new TreeSet<>()), unreadable);
  }

  /// True if there was a row of the account `did`, as far as that can be told.
  boolean has(String did) {
    return states.filter(all -> all.containsKey(did)).isPresent();
  }

  /// True if the account `did` was there and not active.
  boolean isInactive(String did) {
    return states.map(all -> all.get(did)).filter(state -> !state.isActive()).isPresent();
  }
}
