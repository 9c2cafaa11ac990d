package dev.restorebot.diagnose;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.plan.Candidate;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.BackupsReview;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether there is something to restore from: the newest snapshots, opened as before a restore.
record BackupsCheck(ServiceDefinition service, Observations sights) implements Check {
  @Override
  public String name() {
    return "backups";
  }

  @Override
  public String question() {
    return "Is there a new and good snapshot?";
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (sights.listing()) {
      case Observed.Unseen<List<Snapshot>>(var why, var lasting) when lasting ->
        Observation.of(Condition.DEGRADED, CommonSign.REFUSED, why);
      case Observed.Unseen<List<Snapshot>>(var why, _) -> Observation.unknown("the bucket could not be read: " + why);
      case Observed.Seen<List<Snapshot>>(var recent) when recent.isEmpty() -> Observation.of(Condition.DEGRADED,
          CommonSign.NO_BACKUPS, "there is no snapshot in the bucket " + service.backups().bucket());
      case Observed.Seen<List<Snapshot>>(var recent) -> judged(recent);
    };
  }

  private Observation judged(List<Snapshot> recent) throws InterruptedException {
    var signs = new ArrayList<Sign>();
    var evidence = new ArrayList<String>();
    var newest = recent.getFirst();
    for (var trouble : new BackupsReview(service.backups()).of(recent, sights.at())) {
      signs.add(new Sign(code(trouble.kind()), List.of(trouble.about()), trouble.text()));
    }
    var unread = false;
    switch (sights.survey()) {
      case Observed.Unseen<Survey>(var why, _) -> {
        unread = true;
        evidence.add("the newest snapshots could not be opened: " + why);
      }
      case Observed.Seen<Survey>(var survey) -> opened(survey, signs, evidence);
    }
    evidence.addAll(0, signs.stream().map(Sign::text).toList());
    evidence.add(Times.count(recent.size(), "set") + " listed, the newest of " + Times.moment(newest.last().instant()));
    var condition = unread ? Condition.UNKNOWN : signs.isEmpty() ? Condition.FINE : Condition.DEGRADED;
    return new Observation(condition, evidence, signs);
  }

  private static String code(BackupsReview.Kind kind) {
    return switch (kind) {
      case NONE -> CommonSign.NO_BACKUPS;
      case MISSED -> CommonSign.MISSED;
      case INCOMPLETE -> CommonSign.INCOMPLETE;
      case SHRUNK -> CommonSign.SHRUNK;
      case ARCHIVED -> CommonSign.ARCHIVED;
    };
  }

  private void opened(Survey survey, List<Sign> signs, List<String> evidence) {
    survey.rejected().forEach(rejected -> signs.add(new Sign(CommonSign.NEWEST_BAD,
        List.of(rejected.snapshot().timestamp().toString()), "the snapshot " + rejected.snapshot().timestamp()
            + " cannot be restored: " + String.join("; ", rejected.reasons()))));
    survey.candidate().ifPresentOrElse(good -> evidence.add(told(good)), () -> signs.add(new Sign(CommonSign.NONE_GOOD,
        "none of the newest snapshots can be restored")));
  }

  private String told(Candidate good) {
    var age = Duration.between(good.last().instant(), sights.at());
    return "the newest good snapshot is " + good.timestamp() + ", "
        + (age.isNegative() ? "of the future" : Times.span(age) + " old") + ": opened and sound";
  }
}
