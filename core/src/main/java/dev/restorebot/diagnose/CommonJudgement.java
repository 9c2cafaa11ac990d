package dev.restorebot.diagnose;

import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Judgement.Gravity;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What signs amount to that every kind of service may show: that it does not run though nothing may be lost, and that it could not be
/// restored if something were.
final class CommonJudgement {
  private final ServiceDefinition service;
  private final Signs signs;
  private final List<Judgement> judgements = new ArrayList<>();

  CommonJudgement(ServiceDefinition service, Signs signs) {
    this.service = service;
    this.signs = signs;
  }

  List<Judgement> judge() {
    volume();
    workload();
    backups();
    jobs();
    return judgements;
  }

  private void volume() {
    signs.texts(Sign.VOLUME_READ_ONLY).forEach(text -> outage(text + ", and nothing is lost by that",
        "Find out why: `ro` in the mount options of the PersistentVolume or its StorageClass, or a node that has mounted"
            + " it so after errors (the node's kernel log).",
        "Mount it writable, and start " + service.workload()
            + " again: a pod that runs keeps its mount. A restore has to"
            + " write to it, too."));
    signs.texts(Sign.VOLUME_FULL).forEach(text -> outage(text + ", and nothing is lost by that", room(),
        "Then start " + service.workload() + " again."));
    signs.texts(Sign.VOLUME_NEARLY_FULL).forEach(text -> risk(text, room()));
  }

  /// How there may be more room.
  private String room() {
    var runs = signs.subjects(CommonSign.DISPLACED);
    return "Make the volume larger" + (runs.isEmpty()
        ? ", or delete what is not needed there."
        : ", or delete what earlier restores have displaced: "
            + runs.stream().map(run -> "`/restore purge " + run + "`").collect(Collectors.joining(", ")) + ".");
  }

  private void workload() {
    var name = service.workload().toString();
    if (signs.has(CommonSign.NO_WORKLOAD)) {
      outage("there is no " + name + " in the cluster", "Create it again; what is on the volume stays as it is.");
    } else if (signs.has(CommonSign.SCALED_DOWN)) {
      outage(name + " is scaled to 0: somebody has stopped it", "See `/restore status`, and who stopped it.",
          "Scale it up again.");
    } else if (signs.has(CommonSign.NO_IMAGE)) {
      outage(name + " cannot start: its image cannot be pulled",
          "See whether the registry answers, and whether the image is"
              + " in it.");
    } else if (signs.has(CommonSign.OUT_OF_MEMORY)) {
      outage(name + " is killed for want of memory", "Raise its memory limit.");
    } else if (signs.has(CommonSign.CRASHES)) {
      outage(name + " crashes again and again", "See its log.");
    } else if (signs.has(CommonSign.NOT_READY)) {
      outage(name + " has too few pods that are ready", "See its pods and their events; it may only be starting.");
    }
  }

  private void backups() {
    signs.texts(CommonSign.REFUSED).forEach(text -> risk("the backups cannot be read: " + text));
    signs.texts(CommonSign.NO_BACKUPS).forEach(text -> risk(text, "See why none are made. `/restore list "
        + service.name() + "` shows what there is."));
    signs.texts(CommonSign.MISSED).forEach(text -> risk(text, "See the CronJob's Jobs and their logs."));
    signs.texts(CommonSign.SHRUNK).forEach(text -> risk(text, "See what is in it before it is the only one: it may have"
        + " been made after a loss."));
    signs.texts(CommonSign.ARCHIVED).forEach(text -> risk(text, "See the lifecycle rules of the bucket: keep the newest"
        + " backups where they can be read at once."));
    if (signs.has(CommonSign.NONE_GOOD)) {
      risk("none of the newest snapshots can be restored", "`/restore list " + service.name()
          + "` shows older ones.");
    } else if (signs.has(CommonSign.NEWEST_BAD)) {
      risk(signs.texts(CommonSign.NEWEST_BAD).getFirst(), "See why its backup went wrong, and make another one.");
    }
    if (signs.has(CommonSign.INCOMPLETE)) {
      risk("the newest set of backups, " + signs.subjects(CommonSign.INCOMPLETE).last() + ", is incomplete",
          "See why its backup broke off, unless one is being made now.");
    }
  }

  private void jobs() {
    signs.texts(CommonSign.SUSPENDED).forEach(text -> risk(text, "If no restore is under way, let it run again."));
    signs.texts(CommonSign.FAILING).forEach(text -> risk(text, "See the log of that Job."));
    signs.texts(CommonSign.NO_CRON_JOB).forEach(text -> risk(text, "Create it, or correct `backups.cronJobs` in the"
        + " configuration."));
  }

  private void outage(String sentence, String... steps) {
    judgements.add(Judgement.of(Gravity.OUTAGE, Advice.DO_NOT_RESTORE, sentence, steps));
  }

  private void risk(String sentence, String... steps) {
    judgements.add(Judgement.of(Gravity.RISK, Advice.DO_NOT_RESTORE, sentence, steps));
  }
}
