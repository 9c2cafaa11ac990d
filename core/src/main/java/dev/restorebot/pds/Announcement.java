package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Remains;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the followers of a PDS have to be told after a restore, in the order of a PDS that activates accounts: `account`,
/// `identity`, and `sync` of those that are active again and were not. A relay drops the commits of an account that it holds to be
/// inactive (source: `EnsureAccountActive` of indigo), and an `identity` event does not change that.
///
/// @param staged what goes live, otherwise fixed up
record Announcement(Databases opener, Map<String, Path> staged, Displaced displaced, Map<String, String> parameters,
    Remains remains) {
  /// @param deleted the accounts that stay deleted
  List<SequencedEvent> of(SortedSet<String> deleted) {
    var events = new ArrayList<SequencedEvent>();
    deleted.forEach(did -> events.add(SequencedEvent.deletion(did)));
    var accounts = staged.get(PdsFiles.ACCOUNT);
    if (accounts == null) {
      return events;
    }
    var reactivated = Set.copyOf(Arrays.asList(parameters.getOrDefault(PdsFiles.REACTIVATED, "").split(" ", -1)));
    // Those that people were told of, and no others.
    var known = new Contents(opener.read(accounts, PdsFiles::accounts), new TreeMap<>(), null, List.of())
        .with(PdsItem.ACCOUNT).stream().map(Item::id).collect(Collectors.toSet());
    opener.read(accounts, StatesFixUp::in).forEach((did, state) -> {
      if (!known.contains(did)) {
        return;
      }
      events.add(SequencedEvent.account(did, state));
      if (state.isActive()) {
        events.add(SequencedEvent.identity(did));
      }
      if (state.isActive() && (reactivated.contains(did) || displaced.isInactive(did))) {
        RepoRoot.of(opener, remains, did).ifPresent(root -> events.add(SequencedEvent.sync(did, root)));
      }
    });
    return events;
  }
}
