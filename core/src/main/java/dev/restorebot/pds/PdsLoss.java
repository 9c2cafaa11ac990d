package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Migrations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares the accounts of a snapshot with the accounts and repos that exist now. Databases come from the snapshot;
/// `actors/`, with repos and keys, stays as it is.
final class PdsLoss {
  /// A relay that claims to be this far ahead of both databases is more likely wrong than right.
  private static final long FAR_AHEAD = 1_000_000;

  /// The code of what lifts takedowns and deactivations that were made after the snapshot.
  static final String LIFT = "lift-takedowns";

  /// The code of what restores accounts whose repos are gone.
  static final String WITHOUT_REPO = "accounts-without-repo";

  /// The code of what brings back the rows of accounts that were deleted after the snapshot.
  static final String DELETED = "accounts-deleted";

  /// The code of what keeps handles that are not those of DID documents any more.
  static final String OLD_HANDLES = "handles-of-snapshot";

  private static final String BLOBS = "blobs, which lie in a bucket of their own or below blocks/";

  private final Contents snapshot;
  private final Contents live;
  private final ExternalState outside;
  private final Set<String> accepted;
  /// The accounts of the snapshot that are in another state now, in that state.
  private final List<Item> changed;
  /// The accounts of the snapshot that were deleted after it.
  private final List<Item> deleted;
  /// True if the live database cannot say in which states accounts are.
  private final boolean blind;
  private final List<Finding> findings = new ArrayList<>();

  /// @param accepted what people accept; with [#LIFT], accounts are as they are in the snapshot
  PdsLoss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted) {
    this.snapshot = snapshot;
    this.live = live;
    this.outside = outside;
    this.accepted = accepted;
    this.changed = AccountState.changed(snapshot, live).items();
    this.deleted = Deletions.of(snapshot, live);
    this.blind = live.with(PdsItem.ACCOUNT).isEmpty();
  }

  Loss loss() {
    var liveAccounts = live.with(PdsItem.ACCOUNT);
    var lost = liveAccounts.stream().filter(item -> !inSnapshot(item)).toList();
    var returning = accounts().filter(this::comesBack).filter(item -> !isLive(item, PdsItem.ACCOUNT)).toList();
    repos();
    logins();
    deleted();
    if (!blind) {
      resurrected(returning.stream().filter(item -> !deleted.contains(item)).toList());
    }
    reverted();
    var invites = InviteCodes.since(snapshot, live);
    invites.ifPresent(since -> add(Severity.WARNING, "invites-reverted", since.words()));
    if (blind) {
      statesAsOthersSee();
    } else {
      states();
    }
    findings.addAll(Migrations.between(snapshot, live, "PDS", Severity.REFUSAL,
        "A PDS does not start where it finds a migration that it does not know: it says \"corrupted migrations\"."));
    relays();
    sequence();
    unreadable();
    return new Loss(PdsItem.ACCOUNT, changes(lost),
        Stream.of(returning.stream().map(this::returns), lifted(), invites.stream().map(InviteCodes::change))
            .flatMap(changes -> changes).toList(),
        kept(), List.of(), findings);
  }

  /// What the backups of a PDS lack, where `folders` are those that they mirror.
  static List<String> notBackedUp(List<String> folders) {
    return folders.contains("actors")
        ? List.of(BLOBS)
        : List.of("repos and signing keys, which lie below actors/: the backups carry databases alone", BLOBS);
  }

  private List<String> kept() {
    return List.of("actors/, which no backup has: " + count(live.with(PdsItem.REPO).size(), "repo") + ", "
        + count(live.with(PdsItem.KEY).size(), "key"), BLOBS + ": no backup has them");
  }

  private void repos() {
    find(Severity.REFUSAL, WITHOUT_REPO, accounts().filter(this::comesBack).filter(item -> !isLive(item, PdsItem.REPO)),
        "These accounts of the snapshot have no store below actors/: %s. A database restore does not bring repos or "
            + "keys back; after it, these accounts exist and answer \"Repo not found\". What may help, in this order: the "
            + "trash of JuiceFS, within 1 day of the loss; a snapshot of the volume; the PDS's own script "
            + "sequencer-recovery, which replays sequencer.sqlite (not for accounts that moved in from elsewhere), then "
            + "rotate-keys. If the owner deleted the account, there is nothing to bring back: delete it again.");
    find(Severity.WARNING, "repos-without-account", repos(item -> !inSnapshot(item)),
        "These repos have no account in the snapshot: %s. They stay on the volume and will answer RepoNotFound. The "
            + "accounts were made after the snapshot; a newer one would help.");
    find(Severity.WARNING, "repos-without-key", repos(item -> !item.has(PdsItem.KEY)),
        "These repos have no signing key: %s. They can be read and not written; run the PDS's script rotate-keys.");
  }

  /// A PDS behind another program that logs people in has no such row of anybody.
  private void logins() {
    var without = accounts().filter(item -> item.has(PdsItem.NO_LOGIN)).toList();
    if (without.size() < snapshot.with(PdsItem.ACCOUNT).size()) {
      find(Severity.WARNING, "accounts-without-login", without.stream(),
          "These accounts of the snapshot have neither an e-mail address nor a password in it (no row in the table account),"
              + " and nobody could log in to them: %s. Another snapshot may have it.");
    }
  }

  private void resurrected(List<Item> returning) {
    find(Severity.WARNING, "accounts-return", returning.stream(),
        "These accounts do not exist now and come back: %s. If their owners deleted them, delete them again.");
  }

  /// What was deleted stays deleted, unless people want it otherwise.
  private void deleted() {
    if (accepted.contains(DELETED)) {
      find(Severity.WARNING, DELETED, deleted.stream(),
          "The rows of accounts that were deleted after the snapshot come back, as"
              + " it was asked for: %s. Repos and keys that are gone do not.");
    } else {
      find(Severity.WARNING, DELETED, deleted.stream(),
          "These accounts were deleted after the snapshot, by their owners or by"
              + " those who operate the PDS: %s. The sequencer tells so. The restore leaves them out. To have"
              + " their rows back, ask again with `--accept " + DELETED + "`.");
    }
  }

  /// True if a restore brings `item` back, unless it is there.
  private boolean comesBack(Item item) {
    return accepted.contains(DELETED) || !deleted.contains(item);
  }

  private void reverted() {
    var since = snapshot.newest() == null ? "" : " (its newest entry is of " + snapshot.newest() + ")";
    add(Severity.WARNING, "changes-reverted", "Sessions, app passwords, and changes of passwords, e-mail addresses and "
        + "handles made after the snapshot" + since + " are reverted. Users may have to log in again.");
    var renamed = accounts().filter(then -> DirectoryWord.handle(outside, then.id()).isPresent()).toList();
    if (!renamed.isEmpty()) {
      var told = Names
          .of(renamed.stream().map(then -> then.label() + " is " + DirectoryWord.handle(outside, then.id()).orElse(""))
              .toList(), "; ");
      add(Severity.WARNING, OLD_HANDLES, accepted.contains(OLD_HANDLES)
          ? "These accounts have other handles now, as their DID documents say, and get those of the snapshot, as it was asked for: "
              + told + ". The network does not know them by these."
          : "These accounts have other handles now, as their DID documents say: " + told
              + ". The restore gives them those. To keep"
              + " those of the snapshot, which the network does not know them by, ask again with `--accept "
              + OLD_HANDLES + "`.");
    }
    var reverted = live.with(PdsItem.ACCOUNT).stream().filter(PdsItem::hasHandle)
        .filter(now -> accepted.contains(OLD_HANDLES) || DirectoryWord.handle(outside, now.id()).isEmpty())
        .filter(now -> snapshot.item(now.id()).filter(then -> !then.label().equals(now.label())).isPresent())
        .map(now -> now.label() + " will be " + snapshot.item(now.id()).orElseThrow().label() + " again").toList();
    if (!reverted.isEmpty()) {
      add(Severity.WARNING, "handles-reverted", "Handles go back: " + Names.of(reverted, "; ") + ".");
    }
    find(Severity.WARNING, "dids-given-up", accounts().filter(then -> DirectoryWord.isGivenUp(outside, then.id())),
        "The owners of these accounts have given up their DIDs for good, as the directory says: %s. Restored, they answer to nobody;"
            + " delete them.");
  }

  /// That `item` comes back; with the state that a relay holds it to be in, which people accept with it.
  private Loss.Change returns(Item item) {
    var versions = new TreeMap<String, String>();
    if (blind) {
      RelayStates.inactive(outside, item.id()).ifPresent(state -> versions.put("relay", state));
    }
    return new Loss.Change(item.id(), versions, PdsItem.name(item));
  }

  /// The states that come back because people want it.
  private Stream<Loss.Change> lifted() {
    return accepted.contains(LIFT)
        ? changed.stream().map(this::lifts)
        : Stream.of();
  }

  private Loss.Change lifts(Item now) {
    var then = then(now);
    return new Loss.Change(now.id(), new TreeMap<>(Map.of("state", then, "state now", AccountState.words(now))),
        PdsItem.name(now) + " as " + then + ", now " + AccountState.words(now));
  }

  /// The state that the account `now` has in the snapshot.
  private String then(Item now) {
    return AccountState.words(snapshot.item(now.id()).orElseThrow());
  }

  /// What moderators and owners decided after the snapshot stays decided, unless people want it otherwise.
  private void states() {
    if (changed.isEmpty()) {
      return;
    }
    if (accepted.contains(LIFT)) {
      add(Severity.WARNING, LIFT, "Accounts go back to the state that they have in the snapshot, as it was asked for: "
          + Names.of(changed.stream()
              .map(now -> PdsItem.name(now) + ", now " + AccountState.words(now) + ", will be " + then(now)).toList(),
              "; ")
          + ". What moderators and owners decided after the snapshot is undone by that.");
    } else {
      add(Severity.WARNING, "states-kept",
          "The state of these accounts was changed after the snapshot, and stays as it is"
              + " now: "
              + Names.of(changed.stream()
                  .map(now -> PdsItem.name(now) + " stays " + AccountState.words(now) + " (in the"
                      + " snapshot: " + then(now) + ")")
                  .toList(), "; ")
              + ". To have the states of the snapshot, ask again with `--lift-takedowns`.");
    }
  }

  /// The database that is live cannot say what was decided after the snapshot; a relay may have heard of it.
  private void statesAsOthersSee() {
    var active = accounts().filter(this::comesBack).filter(AccountState::isActive).toList();
    var inactive = active.stream().filter(item -> RelayStates.inactive(outside, item.id()).isPresent()).toList();
    var relay = RelayStates.asked(outside);
    if (!inactive.isEmpty()) {
      add(Severity.REFUSAL, LIFT, "The account database that is live cannot be read, and the relay " + relay.orElse("")
          + " says of accounts that are active in the snapshot that they are not any more: "
          + Names.of(inactive.stream().map(item -> PdsItem.name(item) + " is "
              + RelayStates.inactive(outside, item.id()).orElse("")).toList(), "; ")
          + ". Restored, they would be active again, until somebody takes them down or deactivates them by hand.");
    }
    var unknown = active.stream().filter(item -> relay.isEmpty() || RelayStates.isUnknown(outside, item.id())).toList();
    if (!unknown.isEmpty()) {
      add(Severity.WARNING, "takedowns-unknown", "The account database that is live cannot be read, and no relay says"
          + " whether these accounts were taken down or deactivated after the snapshot: "
          + (unknown.size() == active.size() ? "all that are active in it" : Names.of(names(unknown), ", "))
          + ". Restored, they are active. See to it that moderators look at them.");
    }
  }

  private void relays() {
    for (var sentence : outside.unknown()) {
      add(Severity.WARNING, "relay-unknown", sentence + ". Its cursor is not taken into account.");
    }
  }

  private void sequence() {
    var liveLast = live.number(PdsItem.SEQUENCE_LAST);
    if (outside.numbers().isEmpty() && liveLast.isEmpty()) {
      add(Severity.REFUSAL, "sequence-unknown",
          "Neither a relay nor the live sequencer can say how far the sequence had "
              + "come. Started too low, the relays would ignore this PDS. Wait until a relay answers.");
    }
    var snapshotLast = snapshot.number(PdsItem.SEQUENCE_LAST);
    add(Severity.NOTE, "sequence", "Last sequence number: snapshot " + text(snapshotLast.orElse(null)) + ", live "
        + text(liveLast.orElse(null)) + outside.numbers().entrySet().stream()
            .map(entry -> ", " + entry.getKey() + " " + entry.getValue()).collect(Collectors.joining())
        + ". The restored sequencer starts above all of them.");
    var known = Math.max(snapshotLast.orElse(0L), liveLast.orElse(0L));
    if (!outside.numbers().isEmpty() && Collections.max(outside.numbers().values()) > known + FAR_AHEAD) {
      add(Severity.REFUSAL, "sequence-implausible", "A relay claims a cursor more than " + FAR_AHEAD
          + " above the last "
          + "number of both databases. Taken over, it could never be lowered again. See whether the relay can be right.");
    }
  }

  private void unreadable() {
    for (var sentence : live.unreadable()) {
      add(Severity.WARNING, "live-unreadable", "What exists now cannot be told fully: " + sentence);
    }
    for (var sentence : snapshot.unreadable()) {
      add(Severity.WARNING, "snapshot-unreadable", "What is in the snapshot cannot be told fully: " + sentence);
    }
  }

  private Stream<Item> accounts() {
    return snapshot.with(PdsItem.ACCOUNT).stream();
  }

  private Stream<Item> repos(Predicate<Item> which) {
    return live.with(PdsItem.REPO).stream().filter(which);
  }

  private boolean inSnapshot(Item item) {
    return snapshot.item(item.id()).filter(found -> found.has(PdsItem.ACCOUNT)).isPresent();
  }

  private boolean isLive(Item item, String part) {
    return live.item(item.id()).filter(found -> found.has(part)).isPresent();
  }

  private void find(Severity severity, String code, Stream<Item> items, String text) {
    var names = Names.of(names(items.toList()), ", ");
    if (!names.isEmpty()) {
      add(severity, code, text.replace("%s", names));
    }
  }

  private void add(Severity severity, String code, String text) {
    findings.add(new Finding(severity, code, text));
  }

  private static List<Loss.Change> changes(List<Item> items) {
    return items.stream().map(item -> Loss.Change.of(item.id(), PdsItem.name(item))).toList();
  }

  private static List<String> names(List<Item> items) {
    return items.stream().map(PdsItem::name).toList();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String text(@Nullable Long number) {
    return number == null ? "unknown" : number.toString();
  }
}
