package dev.restorebot.pds;

import dev.restorebot.kind.Item;
import java.util.ArrayList;
import java.util.List;

/// Some of many accounts, where asking about all of them takes too long.
final class Sample {
  /// So many are asked about at most.
  static final int SIZE = 300;

  private Sample() {}

  /// All of them, or [#SIZE]: first those of which something else is expected than the snapshot says, then some from everywhere. DIDs
  /// have no order that means anything.
  static List<Item> of(List<Item> accounts) {
    if (accounts.size() <= SIZE) {
      return accounts;
    }
    var chosen = new ArrayList<>(accounts.stream().filter(Sample::isSpecial).limit(SIZE / 2).toList());
    var others = accounts.stream().filter(account -> !isSpecial(account)).toList();
    chosen.addAll(spread(others, SIZE - chosen.size()));
    return chosen;
  }

  /// All of them, or as many as `most` from everywhere.
  static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    var chosen = new ArrayList<T>();
    for (var index = 0; index < most; index++) {
      chosen.add(all.get((int) ((long) index * all.size() / most)));
    }
    return chosen;
  }

  private static boolean isSpecial(Item account) {
    return ExpectedAccounts.isDeleted(account) || ExpectedAccounts.isWithoutRepo(account)
        || !account.has(PdsItem.ACTIVE);
  }
}
