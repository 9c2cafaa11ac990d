package dev.restorebot.pds;

import static java.util.function.Predicate.not;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether accounts, their stores and their signing keys, which lie in different places, belong together. Asked of the volume: a PDS that
/// is down cannot be asked, and one that is up does not tell of keys.
record StoresQuestion(DiagnosisContext scene) implements Check {
  @Override
  public String name() {
    return "actor stores";
  }

  @Override
  public String question() {
    return "Has every account its repo and its signing key on the volume, and every repo its account?";
  }

  @Override
  public boolean tellsOfLoss() {
    return true;
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (scene.live()) {
      case Observed.Unseen<Contents>(var why, _) -> Observation.unknown("the volume could not be looked at: " + why);
      case Observed.Seen<Contents>(var live) -> judged(live, scene.defects().seen().orElse(new Signs(List.of())),
          scene.snapshot());
    };
  }

  private static Observation judged(Contents live, Signs defects, Observed<Contents> seen) {
    var snapshot = seen.seen().orElse(Contents.EMPTY);
    var known = !accountsLost(defects);
    var listed = known && !live.with(PdsItem.ACCOUNT).isEmpty();
    var accounts = (listed ? live : snapshot).with(PdsItem.ACCOUNT);
    var stores = ids(live.with(PdsItem.REPO));
    var names = new AccountNames(List.of(live, snapshot));
    var signs = new ArrayList<Sign>();
    if (known) {
      rows(live, stores, seen, names, signs);
    }
    stores(accounts, stores, names, signs, listed ? "" : ", of those that the newest snapshot has");
    var keyless = live.with(PdsItem.REPO).stream().filter(item -> !item.has(PdsItem.KEY)).toList();
    if (!keyless.isEmpty()) {
      signs.add(names.sign(PdsSign.KEYS_MISSING, keyless.stream().map(Item::id).toList(),
          "the signing key of %s is not on the volume"));
    }
    var damaged = defects.subjects(PdsSign.NO_DATABASE).stream().map(ActorStores::account).toList();
    if (!damaged.isEmpty()) {
      signs.add(
          names.fullSign(PdsSign.STORES_DAMAGED, damaged, "the store below actors/ is no database any more of %s"));
    }
    if (signs.isEmpty()) {
      return known
          ? Observation.fine(count(accounts.size(), "account") + ", each with its store and its key")
          : Observation.unknown("there are " + count(stores.size(), "store")
              + "; whether accounts lack theirs cannot be told without an account database");
    }
    return Observation.of(Condition.LOST, signs);
  }

  private static void rows(Contents live, Set<String> stores, Observed<Contents> seen, AccountNames names,
      List<Sign> signs) {
    var snapshot = seen.seen().orElse(Contents.EMPTY);
    var accounts = ids(live.with(PdsItem.ACCOUNT));
    if (accounts.isEmpty()) {
      signs.add(new Sign(PdsSign.NO_ROWS, "the account table is empty; below actors/ there "
          + (stores.size() == 1 ? "is 1 store" : "are " + stores.size() + " stores")));
      return;
    }
    var rowless = stores.stream().filter(not(accounts::contains)).filter(did -> !Deletions.is(did, live)).toList();
    // Where no snapshot could be looked at, it is not known that none has them.
    var backedUp = seen.seen().map(then -> ids(then.with(PdsItem.ACCOUNT))).orElse(Set.copyOf(rowless));
    var returning = rowless.stream().filter(backedUp::contains).toList();
    if (!returning.isEmpty()) {
      signs.add(names.sign(PdsSign.ROWS_MISSING, returning, "there is a store and no row in the account table for %s"));
    }
    var loginless = live.with(PdsItem.NO_LOGIN).stream().map(Item::id)
        .filter(did -> snapshot.item(did).filter(then -> then.has(PdsItem.ACCOUNT) && !then.has(PdsItem.NO_LOGIN))
            .isPresent())
        .toList();
    if (!loginless.isEmpty()) {
      signs.add(names.sign(PdsSign.LOGINS_MISSING, loginless,
          "there is no row in the table account, with the e-mail address and the password, for %s"));
    }
    var nowhere = rowless.stream().filter(not(backedUp::contains)).toList();
    if (!nowhere.isEmpty()) {
      signs.add(names.sign(PdsSign.ROWS_NOWHERE, nowhere,
          "there is a store, no row in the account table, and none in the newest snapshot for %s"));
    }
  }

  private static void stores(List<Item> accounts, Set<String> stores, AccountNames names, List<Sign> signs,
      String where) {
    var storeless = accounts.stream().map(Item::id).filter(not(stores::contains)).toList();
    if (!accounts.isEmpty() && stores.isEmpty()) {
      signs.add(new Sign(PdsSign.NO_STORES, "not one of " + count(accounts.size(), "account")
          + " has a store below actors/" + where));
    } else if (stores.isEmpty()) {
      // Whose they were, nobody can say: neither the database nor a snapshot tells of accounts.
      signs.add(new Sign(PdsSign.NO_STORES, "there is no store below actors/"));
    } else if (!storeless.isEmpty()) {
      signs.add(names.sign(PdsSign.STORES_MISSING, storeless, "the store below actors/ is missing of %s" + where));
    }
  }

  private static boolean accountsLost(Signs defects) {
    return List.of(Sign.DATABASE_MISSING, Sign.DATABASE_DAMAGED, Sign.FOREIGN_WAL).stream()
        .anyMatch(code -> defects.has(code, PdsFiles.ACCOUNT));
  }

  private static Set<String> ids(List<Item> items) {
    return items.stream().map(Item::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
