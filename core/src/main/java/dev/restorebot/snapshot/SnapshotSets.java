package dev.restorebot.snapshot;

import dev.restorebot.service.Backups;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.snapshot.Snapshot.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts backup objects that belong to one moment into sets and says of each what is wrong with it. Pure.
final class SnapshotSets {
  private final Backups backups;

  SnapshotSets(Backups backups) {
    this.backups = backups;
  }

  /// The sets that `members` make, the oldest first. A set spans no more than the tolerance and has no database twice; a
  /// second object of a database starts the next set.
  List<Snapshot> group(List<Member> members) {
    var sorted = members.stream()
        .sorted(Comparator.comparing(Member::timestamp).thenComparing(member -> member.database().name())).toList();
    var sets = new ArrayList<Snapshot>();
    var open = new ArrayList<Member>();
    for (var member : sorted) {
      if (!open.isEmpty() && !belongs(member, open)) {
        sets.add(judged(open));
        open.clear();
      }
      open.add(member);
    }
    if (!open.isEmpty()) {
      sets.add(judged(open));
    }
    return sets;
  }

  private boolean belongs(Member member, List<Member> set) {
    var span = Duration.between(set.getFirst().timestamp().instant(), member.timestamp().instant());
    return span.compareTo(backups.tolerance()) <= 0
        && set.stream().noneMatch(other -> other.database().name().equals(member.database().name()));
  }

  private Snapshot judged(List<Member> set) {
    var defects = new ArrayList<String>();
    for (var database : backups.databases()) {
      var member = set.stream().filter(candidate -> candidate.database().equals(database)).findFirst();
      if (member.isEmpty() && database.required()) {
        defects.add(missing(database, set.getFirst().timestamp()));
      }
      if (member.isPresent() && member.get().object().size().bytes() == 0) {
        defects.add(database.key().keyAt(member.get().timestamp().toString()) + " is 0 bytes");
      }
    }
    var ordered = set.stream()
        .sorted(Comparator.comparingInt(member -> backups.databases().indexOf(member.database()))).toList();
    return new Snapshot(ordered, defects);
  }

  private String missing(DatabaseDefinition database, Timestamp near) {
    return "no backup of " + database.name() + " (" + database.key() + ") within " + backups.tolerance().toMinutes()
        + " minutes of " + Times.moment(near.instant());
  }
}
