package dev.restorebot.commands.desk;

import dev.restorebot.commands.desk.Plot.Kind;
import dev.restorebot.commands.desk.Plot.Mark;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.BackupsReview;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Snapshots over time: how large each is, and when there should have been one. Pure.
///
/// @param snapshots at least one, the newest first
record SnapshotPlot(ServiceName service, List<Snapshot> snapshots, Schedule schedule, Instant now) {
  /// A schedule may say every second; a picture has room for so many marks.
  private static final int MOST = 200;
  /// A backup is made some seconds after its time.
  private static final Duration SLACK = Duration.ofMinutes(10);

  Plot plot() {
    var marks = new ArrayList<Mark>();
    for (var snapshot : snapshots) {
      marks.add(new Mark(snapshot.timestamp().instant(), snapshot.size().bytes(),
          snapshot.complete() ? Kind.COMPLETE : Kind.INCOMPLETE));
    }
    var missing = missing();
    missing.forEach(due -> marks.add(new Mark(due, 0, Kind.MISSING)));
    marks.sort(Comparator.comparing(Mark::at));
    return new Plot("Snapshots of " + service, words(missing.size()), marks);
  }

  /// The times since the oldest one at which there should have been one and is none.
  private List<Instant> missing() {
    var missing = new ArrayList<Instant>();
    var oldest = snapshots.getLast().timestamp().instant();
    var due = schedule.lastAtOrBefore(now.minus(BackupsReview.GRACE));
    for (var looks = 0; looks < MOST && due.filter(oldest::isBefore).isPresent(); looks++) {
      var at = due.get();
      var next = schedule.nextAfter(at);
      if (snapshots.stream().noneMatch(snapshot -> covers(snapshot, at, next))) {
        missing.add(at);
      }
      due = schedule.lastAtOrBefore(at.minusSeconds(1));
    }
    return missing;
  }

  /// True if it was made for `due`: after it, or a little before, and before the next one was due.
  private static boolean covers(Snapshot snapshot, Instant due, Optional<Instant> next) {
    var at = snapshot.timestamp().instant();
    return !at.isBefore(due.minus(SLACK)) && next.filter(later -> !at.isBefore(later.minus(SLACK))).isEmpty();
  }

  private String words(int missing) {
    var newest = snapshots.getFirst();
    var incomplete = snapshots.stream().filter(snapshot -> !snapshot.complete()).count();
    return Times.count(snapshots.size(), "snapshot") + " of " + service + " from " + snapshots.getLast().timestamp()
        + " to "
        + newest.timestamp() + ", the newest of " + newest.size() + "; " + incomplete + " incomplete, "
        + missing + " missing.";
  }
}
