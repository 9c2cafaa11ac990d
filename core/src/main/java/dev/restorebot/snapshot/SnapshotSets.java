package dev.restorebot.snapshot;

import dev.restorebot.service.Backups;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.snapshot.Snapshot.Member;
import dev.restorebot.text.Times;
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

  /// The sets that `members` make, the oldest first. A set spans no more than the tolerance and has no database twice: where
  /// one comes again, the set is parted at its longest pause. So sets come out the same wherever the members begin, once
  /// there was a pause.
  List<Snapshot> group(List<Member> members) {
    var sorted = members.stream()
        .sorted(Comparator.comparing(Member::timestamp).thenComparing(member -> member.database().name())).toList();
    var sets = new ArrayList<Snapshot>();
    var open = new ArrayList<Member>();
    for (var member : sorted) {
      if (!open.isEmpty() && !within(member, open)) {
        sets.add(judged(open));
        open.clear();
      }
      open.add(member);
      while (repeats(member, open)) {
        var earlier = open.subList(0, longestPause(open));
        sets.add(judged(earlier));
        earlier.clear();
      }
    }
    if (!open.isEmpty()) {
      sets.add(judged(open));
    }
    return sets;
  }

  private boolean within(Member member, List<Member> set) {
    return between(set.getFirst(), member).compareTo(backups.tolerance()) <= 0;
  }

  private static boolean repeats(Member last, List<Member> set) {
    return set.stream().filter(other -> other.database().equals(last.database())).count() > 1;
  }

  /// The index of the member before which the longest pause lies, the latest of them if there are several, but not before
  /// the part that comes again.
  private static int longestPause(List<Member> set) {
    var longest = set.size() - 1;
    for (var index = longest - 1; !set.get(index).database().equals(set.getLast().database()); index--) {
      if (between(set.get(index - 1), set.get(index)).compareTo(between(set.get(longest - 1), set.get(longest))) > 0) {
        longest = index;
      }
    }
    return longest;
  }

  private static Duration between(Member one, Member other) {
    return Duration.between(one.timestamp().instant(), other.timestamp().instant());
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
