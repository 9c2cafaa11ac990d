package dev.restorebot.knot;

import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Judgement.Gravity;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.kind.WriteFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the signs of a knot amount to. Its database comes back with a restore as it was when it was backed up, its repositories as they are
/// in the mirror.
final class KnotJudgement {
  private static final int TOLD = 5;
  private static final String MENDS =
      "A restore makes that good, too, and takes all else to the backup: it is more than is"
          + " needed.";

  private final Signs signs;
  private final List<Judgement> judgements = new ArrayList<>();

  KnotJudgement(Signs signs) {
    this.signs = signs;
  }

  /// The gravest first.
  List<Judgement> judge() {
    data();
    repositories();
    hooks();
    service();
    access();
    return judgements.stream().sorted(Comparator.comparing(Judgement::gravity)).toList();
  }

  private boolean databaseLost() {
    return signs.has(Sign.DATABASE_MISSING) || signs.has(Sign.DATABASE_DAMAGED);
  }

  /// Whether what the knot knows of people and repositories is gone, with its file or from it.
  private boolean forgotten() {
    return databaseLost() || signs.has(KnotSign.NO_ACL) || signs.has(KnotSign.FORGOTTEN);
  }

  private void data() {
    var gone = signs.has(KnotSign.NONE_LEFT);
    if (forgotten()) {
      var database = signs.has(Sign.DATABASE_MISSING)
          ? "the database of the knot is gone"
          : signs.has(Sign.DATABASE_DAMAGED)
              ? "the knot's " + signs.texts(Sign.DATABASE_DAMAGED).getFirst().substring("the ".length())
              : signs.has(KnotSign.NO_ACL)
                  ? "the knot has forgotten everybody's rights: its table acl is empty"
                  : "the knot's database was lost and begun anew";
      restore(database + (gone ? ", and all repositories are gone" : ", and repositories are there")
          + (signs.has(KnotSign.FORGOTTEN) ? ": " + signs.texts(KnotSign.FORGOTTEN).getFirst() : ""));
    } else if (gone && signs.has(KnotSign.GONE)) {
      restore("all repositories are gone, and the database is there");
    }
    if (signs.has(KnotSign.GONE) && !gone) {
      restore(names(KnotSign.GONE) + " is gone from the volume, and the mirror has it",
          "If its owner deleted it, there is nothing to bring back: a restore would undo that.");
    }
    if (signs.has(KnotSign.GONE_EVERYWHERE)) {
      leave(Gravity.LOSS,
          (gone && !signs.has(KnotSign.GONE)
              ? "all repositories are gone, and the mirror has none of them: "
              : "") + names(KnotSign.GONE_EVERYWHERE) + " is neither on the volume nor in the mirror",
          "If the bucket keeps old versions, `--mirror-as-of-snapshot` takes the repositories from the time of a snapshot:"
              + " a mirror that follows deletions loses what the volume lost.",
          "If its owner deleted it, nothing is lost; the rows in the table acl are left over.");
    }
  }

  private void repositories() {
    if (signs.has(KnotSign.NO_HEAD)) {
      restore(names(KnotSign.NO_HEAD) + " has lost its HEAD: what is left of it is no repository");
    }
    if (signs.has(KnotSign.BROKEN)) {
      restore("objects of " + names(KnotSign.BROKEN) + " are missing or damaged",
          "Somebody who has cloned it may push them again, which loses nothing: ask its owner first.");
    }
    if (signs.has(KnotSign.NO_REFS)) {
      leave(Gravity.PART,
          names(KnotSign.NO_REFS) + " has no folder refs/, as after a way through S3, which has no empty"
              + " folders: nothing is lost",
          "As the knot's user, in its folder: mkdir -p refs/heads refs/tags objects/info"
              + " objects/pack branches",
          MENDS);
    }
  }

  private void hooks() {
    if (signs.has(KnotSign.HOOK_CLOSED)) {
      leave(Gravity.PART, "hooks/post-receive of " + names(KnotSign.HOOK_CLOSED) + " may not be run: pushes arrive, and"
          + " nobody hears of them",
          "chmod 755 it, and everything in post-receive.d; a restart of the knot does not change"
              + " the mode of a hook that is there.",
          MENDS);
    } else if (signs.has(KnotSign.FEED_CLOSED)) {
      leave(Gravity.PART,
          "a hook in post-receive.d of " + names(KnotSign.FEED_CLOSED) + " may not be run, and is passed over"
              + " in silence: pushes do not show in the feed",
          "chmod 755 everything in hooks/post-receive.d.", MENDS);
    }
  }

  private void service() {
    if (signs.has(Sign.FOREIGN_WAL)) {
      leave(Gravity.OUTAGE,
          "a -wal of another file lies beside the knot's database, which is sound without it: nothing is"
              + " lost yet",
          "Stop the knot before anything else is written.", "Move the -wal and -shm away, do not delete them,"
              + " and start the knot.");
    }
    if (signs.has(Sign.NOT_WRITABLE)) {
      leave(Gravity.OUTAGE, "the knot may not write to " + names(Sign.NOT_WRITABLE) + ": nothing is lost",
          "Give the files back to the user that the knot runs as (chown, chmod u+w), -wal and -shm too; then start it"
              + " again.");
    } else if (!signs.volumeTakesNothing()) {
      if (signs.has(KnotSign.LOG_FULL)) {
        judgements.add(WriteFailure.noRoom("the knot"));
      } else if (signs.has(KnotSign.LOG_READONLY)) {
        judgements.add(WriteFailure.readOnly("the knot"));
      }
    }
    if (signs.has(KnotSign.ACL_MALFORMED)) {
      leave(Gravity.OUTAGE, "the table acl has rows with which the knot does not start: nothing is lost",
          "Stop the knot, save a copy of its database, and delete those rows from it; the evidence names them.");
    } else if (signs.has(KnotSign.LOG_POLICY) && !databaseLost()) {
      leave(Gravity.OUTAGE, "the log tells of a malformed row in the table acl, and the table on the volume has none",
          "Start the knot again; the lines may be from before the table was mended.");
    }
    failing();
  }

  /// What is left when nothing on the volume explains it.
  private void failing() {
    if (signs.has(KnotSign.OWNER_UNTOLD) && !forgotten()) {
      leave(Gravity.PART,
          "the knot does not say who owns it: its database has no owner's row, which every start writes",
          "Start it again, and see in its log whether KNOT_SERVER_OWNER is set.");
    }
    if (judgements.stream().anyMatch(judgement -> judgement.gravity().compareTo(Gravity.PART) <= 0)) {
      return;
    }
    if (signs.has(KnotSign.UNOPENED)) {
      leave(Gravity.PART, "the knot cannot open " + names(KnotSign.UNOPENED),
          "Start it again; if that does not help, see whether it mounts this volume, at the folder that"
              + " KNOT_REPO_SCAN_PATH names.");
    } else if (signs.has(KnotSign.NO_BRANCHES)) {
      leave(Gravity.PART,
          "git fails inside the knot at " + names(KnotSign.NO_BRANCHES),
          "Run git for-each-ref there, as the knot's user: the owner of the folder may be another one"
              + " (\"dubious ownership\").");
    } else if (signs.has(KnotSign.FAILING)) {
      leave(Gravity.PART,
          "the knot answers with errors about " + names(KnotSign.FAILING),
          "See its log.");
    } else if (signs.has(KnotSign.LOG_CORRUPT)) {
      leave(Gravity.RISK, "the log tells of a damaged database",
          "The lines may be from before it was mended. Start the knot again if it does not run.");
    } else if (signs.has(KnotSign.STRANGER)) {
      leave(Gravity.PART, "something else answers where the knot should",
          "See what the ingress sends that name to, and"
              + " `knot.url` in the configuration.");
    } else if (signs.has(KnotSign.SILENT)) {
      leave(Gravity.UNEXPLAINED, "the knot does not answer",
          "See its pods, and the ingress in front of it.");
    }
  }

  private void access() {
    if (signs.has(KnotSign.ACCESS_MISSING) && !forgotten()) {
      judgements.add(Judgement.of(Gravity.PART, Advice.AMEND, "the owners of " + names(KnotSign.ACCESS_MISSING)
          + " may not push to it: the repository is whole, and the table acl lacks their rows",
          "Collaborators cannot be derived: their owners must add them again."));
    }
    if (signs.has(KnotSign.PUSH_DENIED)) {
      leave(Gravity.PART,
          "the knot turns owners of " + names(KnotSign.PUSH_DENIED) + " away, although its database gives them"
              + " the right: it reads rights only when it starts",
          "Start the knot again.");
    }
  }

  private String names(String code) {
    return Words.list(List.copyOf(signs.subjects(code)), TOLD);
  }

  private void restore(String sentence, String... steps) {
    judgements.add(Judgement.of(Gravity.LOSS, Advice.RESTORE, sentence, steps));
  }

  private void leave(Gravity gravity, String sentence, String... steps) {
    judgements.add(Judgement.of(gravity, Advice.DO_NOT_RESTORE, sentence, steps));
  }
}
