package dev.restorebot.snapshot;

import dev.restorebot.service.DatabaseDefinition;
import java.util.Comparator;
import java.util.List;

/// The set of backup objects of one service that belong to one moment, complete or not.
///
/// @param members at least one, at most one a database, ordered by database
/// @param defects why it cannot be restored, as far as the listing shows; empty if it is complete
public record Snapshot(List<Member> members, List<String> defects) {
  /// One object of the set.
  public record Member(DatabaseDefinition database, Timestamp timestamp, BackupObject object) {}

  public Snapshot {
    members = List.copyOf(members);
    defects = List.copyOf(defects);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a snapshot has at least one object");
    }
  }

  /// The earliest time in it, which names it.
  public Timestamp timestamp() {
    return members.stream().map(Member::timestamp).min(Comparator.naturalOrder()).orElseThrow();
  }

  /// The latest time in it.
  public Timestamp last() {
    return members.stream().map(Member::timestamp).max(Comparator.naturalOrder()).orElseThrow();
  }

  /// True if the listing shows nothing wrong with it. What is in the objects is another question.
  public boolean complete() {
    return defects.isEmpty();
  }

  /// What all its objects weigh.
  public ByteSize size() {
    return members.stream().map(member -> member.object().size()).reduce(new ByteSize(0), ByteSize::plus);
  }
}
