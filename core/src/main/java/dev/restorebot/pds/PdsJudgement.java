package dev.restorebot.pds;

import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Judgement.Gravity;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.kind.WriteFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// What the signs of a PDS amount to. Its databases come back with a restore; repos and keys, which lie below `actors/`, do not.
final class PdsJudgement {
  private static final String DID_CACHE = "did_cache";
  /// What may bring back stores, in the order in which to try it (sources: JuiceFS's documentation of its trash, and
  /// `packages/pds/src/scripts/README.md` of atproto).
  private static final List<String> LADDER = List.of(
      "See whether the volume has a snapshot of its own (a VolumeSnapshot, or .snapshots/).",
      "The PDS's own script sequencer-recovery replays sequencer.sqlite into new stores: save that file first. It does not"
          + " bring back accounts that moved in from elsewhere, nor private preferences. Then run rotate-keys-recovery and"
          + " recovery-repair-repos.");

  private static final int NAMED = 5;

  private final Signs signs;
  private final List<Judgement> judgements = new ArrayList<>();

  PdsJudgement(Signs signs) {
    this.signs = signs;
  }

  /// The gravest first.
  List<Judgement> judge() {
    data();
    service();
    accountsOfTheirOwn();
    if (!lost(PdsFiles.SEQUENCER)) {
      relays();
    }
    return judgements.stream().sorted(Comparator.comparing(Judgement::gravity)).toList();
  }

  private boolean lost(String database) {
    return signs.has(Sign.DATABASE_MISSING, database) || signs.has(Sign.DATABASE_DAMAGED, database);
  }

  private void data() {
    var accounts = lost(PdsFiles.ACCOUNT) || signs.has(PdsSign.NO_ROWS);
    var stores = signs.has(PdsSign.NO_STORES);
    if (accounts && stores) {
      stores(
          "the accounts, the repos and the signing keys are all gone: a restore would bring back the accounts, each of"
              + " which would answer \"Repo not found\"");
    } else if (accounts) {
      restore(accountsGone());
    } else if (stores) {
      stores(
          "all repos and signing keys are gone, and the accounts are there: a restore of the databases brings back none"
              + " of what is missing");
    }
    if (!stores && signs.has(PdsSign.STORES_MISSING)) {
      stores("repos are gone whose accounts are there, and no backup has repos: " + names(PdsSign.STORES_MISSING));
    }
    if (!accounts) {
      rows();
    }
    if (lost(PdsFiles.SEQUENCER) && !(accounts && stores)) {
      restore(
          (signs.has(Sign.DATABASE_MISSING, PdsFiles.SEQUENCER)
              ? "sequencer.sqlite is gone"
              : damage(PdsFiles.SEQUENCER)) + (accounts ? ", too" : ", and the accounts are there"),
          "A restore starts the sequence above what every relay"
              + " has seen. It replaces the account database, too.");
    }
    damaged();
    keys();
    cache();
  }

  private String accountsGone() {
    if (signs.has(Sign.DATABASE_MISSING, PdsFiles.ACCOUNT)) {
      return "account.sqlite is gone, and the repos of its accounts are there";
    }
    return signs.has(Sign.DATABASE_DAMAGED, PdsFiles.ACCOUNT)
        ? damage(PdsFiles.ACCOUNT) + ", and the repos of its accounts are there"
        : "the account database is empty, and the repos of its accounts are there";
  }

  /// How a database is damaged, in the words of the check.
  private String damage(String database) {
    return signs.all().stream().filter(sign -> sign.code().equals(Sign.DATABASE_DAMAGED))
        .filter(sign -> sign.subjects().contains(database)).map(Sign::text).findFirst().orElse("");
  }

  private void rows() {
    if (signs.has(PdsSign.ROWS_MISSING)) {
      restore(
          "account.sqlite has lost accounts whose repos are there, or is older than they are: "
              + names(PdsSign.ROWS_MISSING));
    }
    if (signs.has(PdsSign.ROWS_UNSEEN)) {
      leave(Gravity.LOSS, "the PDS does not know accounts: " + names(PdsSign.ROWS_UNSEEN));
    }
    if (signs.has(PdsSign.GONE)) {
      stores("accounts are gone with their repos, and nothing tells that anybody deleted them: " + names(PdsSign.GONE)
          + ". A restore would bring back their rows, each of which would answer \"Repo not found\"");
    }
    if (signs.has(PdsSign.LOGINS_MISSING)) {
      restore("account.sqlite has lost e-mail addresses and passwords of accounts that are there: "
          + names(PdsSign.LOGINS_MISSING));
    }
    if (signs.has(PdsSign.ROWS_NOWHERE)) {
      leave(Gravity.LOSS,
          "there are repos without accounts, which the newest snapshot does not have either: "
              + names(PdsSign.ROWS_NOWHERE),
          "Look for a snapshot that has them: `/restore list` shows how many accounts each has.");
    }
  }

  private void damaged() {
    if (signs.has(PdsSign.STORES_DAMAGED)) {
      var steps = new ArrayList<String>();
      steps.add("Save " + names(PdsSign.NO_DATABASE) + ", with the -wal beside it, before anything else is done.");
      steps.addAll(LADDER);
      judgements.add(new Judgement(Gravity.PART, Advice.DO_NOT_RESTORE,
          "stores are damaged, and no backup has stores: " + names(PdsSign.STORES_DAMAGED), steps));
    }
  }

  private void keys() {
    if (signs.has(PdsSign.KEYS_MISSING)) {
      leave(Gravity.PART,
          "signing keys are gone, without which repos can be read and not written to, and no backup has keys: "
              + names(PdsSign.KEYS_MISSING),
          "Run the PDS's script rotate-keys for them.");
    } else if (signs.has(PdsSign.LOG_KEY)) {
      leave(Gravity.PART, "the log tells of a signing key that is missing, and every store on the volume has one",
          "See in the log whose key it is; it may lie in a folder that the PDS is told to use instead.");
    }
  }

  private void cache() {
    if (signs.has(Sign.DATABASE_DAMAGED, DID_CACHE)) {
      leave(Gravity.OUTAGE, "did_cache.sqlite is damaged: it holds nothing that cannot be fetched again",
          "Stop the PDS, move did_cache.sqlite and what lies beside it away, and start it: it makes a new one.");
    } else if (signs.has(Sign.DATABASE_MISSING, DID_CACHE)) {
      leave(Gravity.RISK, "did_cache.sqlite is gone, which loses nothing: the PDS makes it anew when it starts");
    }
  }

  private void service() {
    if (signs.has(Sign.FOREIGN_WAL)) {
      var databases = String.join(" and ", signs.subjects(Sign.FOREIGN_WAL));
      leave(Gravity.OUTAGE, "a -wal of another file lies beside the database " + databases
          + ", which is sound without it: nothing is lost yet", "Stop the PDS before anything else is written.",
          "Move the -wal and -shm away, do not delete them, and start the PDS.");
    }
    if (signs.has(Sign.NOT_WRITABLE)) {
      leave(Gravity.OUTAGE, "the PDS may not write to " + names(Sign.NOT_WRITABLE) + ": nothing is lost",
          "Give the files back to the user that the PDS runs as (chown, chmod u+w), its -wal and -shm too; then start it"
              + " again.");
    } else if (!signs.volumeTakesNothing()) {
      if (signs.has(PdsSign.LOG_FULL)) {
        judgements.add(WriteFailure.noRoom("the PDS"));
      } else if (signs.has(PdsSign.LOG_READONLY)) {
        judgements.add(WriteFailure.readOnly("the PDS"));
      }
    }
    failing();
  }

  /// What is left when nothing on the volume explains it.
  private void failing() {
    if (judgements.stream().anyMatch(judgement -> judgement.gravity().compareTo(Gravity.OUTAGE) <= 0)) {
      return;
    }
    // Whose store is damaged is told already.
    var failing = new TreeSet<>(signs.subjects(PdsSign.FAILING));
    failing.removeAll(signs.subjects(PdsSign.STORES_DAMAGED));
    var corrupt = signs.has(PdsSign.LOG_CORRUPT);
    if (corrupt && !failing.isEmpty()) {
      fails("the log tells of a damaged database, and the PDS fails when it is asked about " + names(failing)
          + ": their stores below actors/ may be damaged, and no backup has those");
    } else if (corrupt && !signs.has(PdsSign.STORES_DAMAGED)) {
      leave(Gravity.UNEXPLAINED,
          "the log tells of a damaged database, which may be a store below actors/, and no backup has those",
          "See in the log whose store it is. Save it before anything is"
              + " done to it.");
    } else if (signs.has(PdsSign.UNWELL)) {
      leave(Gravity.UNEXPLAINED,
          "the PDS says that it cannot read its accounts",
          "Start it again. If that does not help, see its log, and whether it mounts this volume.");
    } else if (!failing.isEmpty()) {
      fails("the PDS fails when it is asked about " + names(failing));
    } else if (signs.has(PdsSign.STRANGER)) {
      leave(Gravity.UNEXPLAINED, "something else answers where the PDS should",
          "See what the ingress sends that name to, and"
              + " `pds.url` in the configuration.");
    } else if (signs.has(PdsSign.SILENT)) {
      leave(Gravity.UNEXPLAINED, "the PDS does not answer",
          "See its pods, and the ingress in front of it.");
    }
  }

  /// A store that begins as a database does may be damaged further on; the log tells of it once somebody has asked for what is there.
  private void fails(String sentence) {
    leave(Gravity.UNEXPLAINED, sentence,
        "See its log: with SQLITE_CORRUPT or SQLITE_NOTADB, the store of the account is damaged, and no backup has it.",
        "If it is, save store.sqlite, with the -wal beside it, in the folder below actors/ that is named after the DID,"
            + " before anything else is done.");
  }

  private void accountsOfTheirOwn() {
    if (signs.has(PdsSign.UNRESOLVED)) {
      leave(Gravity.PART, "the PDS cannot resolve the DIDs of " + names(PdsSign.UNRESOLVED)
          + ": that is the DID directory or the network, and no loss of data",
          "See whether https://plc.directory answers from the cluster.");
    }
    if (signs.has(PdsSign.TAKEN_DOWN)) {
      leave(Gravity.PART,
          "accounts were taken down since the newest snapshot, which is no loss of data: " + names(PdsSign.TAKEN_DOWN),
          "A restore would silently lift that. Who took it down can put it back.");
    }
    if (signs.has(PdsSign.DEACTIVATED)) {
      leave(Gravity.PART,
          "accounts were deactivated since the newest snapshot, which is no loss of data: "
              + names(PdsSign.DEACTIVATED),
          "Its owner can activate it again.");
    }
  }

  private void relays() {
    if (signs.has(PdsSign.BEHIND_RELAY)) {
      leave(Gravity.OUTSIDE, "the sequencer is behind " + names(PdsSign.BEHIND_RELAY) + ": new posts are kept, and the"
          + " network does not see them",
          "Stop the PDS and raise the number, as its own user: UPDATE sqlite_sequence SET seq = (the relay's number + 1000)"
              + " WHERE name = 'repo_seq' in sequencer.sqlite; then PRAGMA wal_checkpoint(TRUNCATE).",
          "Start it, have any account post something, and ask the relay for a crawl: it follows once there is an event above"
              + " its number.",
          "A restore does that too, and takes accounts and passwords back to the snapshot: it is more than is needed.");
    }
    if (signs.has(PdsSign.RELAY_IDLE)) {
      leave(Gravity.OUTSIDE,
          "only the relay is idle (" + names(PdsSign.RELAY_IDLE) + "): the PDS is ahead of it again, and it"
              + " waits to be asked",
          crawl());
    }
    if (signs.has(PdsSign.RELAY_IDLE_UNSEEN)) {
      leave(Gravity.OUTSIDE,
          "the relay " + names(PdsSign.RELAY_IDLE_UNSEEN) + " is idle: it was told that its cursor lies"
              + " in the future, and how far the PDS is now could not be seen",
          "See why the volume cannot be looked at, then ask again: what helps depends on whether the sequencer is ahead of"
              + " the relay.");
    }
    if (signs.has(PdsSign.RELAY_OFFLINE)) {
      leave(Gravity.OUTSIDE,
          "the relay " + names(PdsSign.RELAY_OFFLINE) + " has given the PDS up, as after some minutes in"
              + " which it is down",
          crawl());
    }
    if (signs.has(PdsSign.RELAY_REFUSES)) {
      leave(Gravity.OUTSIDE, "the relay " + names(PdsSign.RELAY_REFUSES) + " has throttled or banned the PDS",
          "Ask those who"
              + " operate it: nobody else can change that.");
    }
    if (signs.has(PdsSign.RELAY_UNKNOWN)) {
      leave(Gravity.OUTSIDE, "the relay " + names(PdsSign.RELAY_UNKNOWN) + " does not know this host", "See whether"
          + " `pds.hostname` in the configuration is right; then: " + crawl());
    }
    if (signs.has(PdsSign.RELAY_LAGS)) {
      leave(Gravity.OUTSIDE, "the relay " + names(PdsSign.RELAY_LAGS) + " follows far behind", "Wait and look again; it"
          + " catches up by itself unless the PDS answers slowly.");
    }
  }

  private static String crawl() {
    return "Ask it to crawl: POST /xrpc/com.atproto.sync.requestCrawl with {\"hostname\": ...} at the relay, once the PDS can be"
        + " reached from outside.";
  }

  private String names(String code) {
    return names(signs.subjects(code));
  }

  private static String names(Collection<String> all) {
    return all.size() <= NAMED
        ? String.join(", ", all)
        : String.join(", ", all.stream().limit(NAMED).toList()) + " and " + (all.size() - NAMED) + " more";
  }

  private void restore(String sentence, String... steps) {
    judgements.add(Judgement.of(Gravity.LOSS, Advice.RESTORE, sentence, steps));
  }

  private void stores(String sentence) {
    judgements.add(new Judgement(Gravity.LOSS, Advice.DO_NOT_RESTORE, sentence, LADDER));
  }

  private void leave(Gravity gravity, String sentence, String... steps) {
    judgements.add(Judgement.of(gravity, Advice.DO_NOT_RESTORE, sentence, steps));
  }
}
