package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What else than the snapshot says must be found of its accounts after a restore: states that are not those of the snapshot,
/// and repos that people accepted to be gone.
final class ExpectedAccounts {
  /// In [Item#versions], what became of an account's repo; nothing where it is there, or where nobody has said.
  private static final String REPO = "repo";
  /// In [Item#versions], what became of an account's row.
  private static final String ROW = "row";
  private static final String GONE = "gone";

  private ExpectedAccounts() {}

  /// The accounts of `snapshot` of which something else is expected.
  ///
  /// @param live what is there while the service is stopped
  /// @param accepted what people accept
  static Contents of(Contents snapshot, Contents live, Set<String> accepted) {
    var states = accepted.contains(PdsLoss.LIFT) ? Contents.EMPTY : AccountState.changed(snapshot, live);
    var changed = accepted.contains(PdsLoss.DELETED) ? states : deleted(snapshot, live).plus(states);
    return accepted.contains(PdsLoss.WITHOUT_REPO) ? withoutRepo(snapshot, live).plus(changed) : changed;
  }

  /// What was deleted stays deleted.
  private static Contents deleted(Contents snapshot, Contents live) {
    return new Contents(Deletions.of(snapshot, live).stream().map(account -> new Item(account.id(), account.label(),
        new TreeSet<>(List.of(PdsItem.ACCOUNT)), new TreeMap<>(Map.of(ROW, GONE)))).toList(), new TreeMap<>(), null,
        List.of());
  }

  /// True if `account` was left out, since it had been deleted.
  static boolean isDeleted(Item account) {
    return GONE.equals(account.versions().get(ROW));
  }

  /// No restore of databases brings a repo.
  private static Contents withoutRepo(Contents snapshot, Contents live) {
    var items = snapshot.with(PdsItem.ACCOUNT).stream()
        .filter(account -> live.item(account.id()).filter(now -> now.has(PdsItem.REPO)).isEmpty())
        .map(ExpectedAccounts::withoutRepo).toList();
    return new Contents(items, new TreeMap<>(), null, List.of());
  }

  /// What is expected of an account stands for all that is known of it, so its state goes with it.
  private static Item withoutRepo(Item account) {
    var versions = new TreeMap<String, String>();
    versions.put(REPO, GONE);
    Optional.ofNullable(account.versions().get(AccountState.STATE))
        .ifPresent(state -> versions.put(AccountState.STATE, state));
    return new Item(account.id(), account.label(), new TreeSet<>(List.of(PdsItem.ACCOUNT)), versions);
  }

  /// True if `account` was restored without its repo, which people accepted.
  static boolean isWithoutRepo(Item account) {
    return GONE.equals(account.versions().get(REPO));
  }
}
