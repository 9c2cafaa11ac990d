package dev.restorebot.snapshot;

import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The set of backup objects of one service that belong to one moment, complete or not.
///
/// @param members at least one, at most one a database, ordered by database
/// @param defects why it cannot be restored, as far as the listing shows; empty if it is complete
/// @param archived the keys of its objects that lie in an archive and cannot be read before they were brought back from there
public record Snapshot(List<Member> members, List<String> defects, List<String> archived) {
  /// What people do about objects that lie in an archive.
  public static final String BRING_BACK =
      "have the store restore it from the archive (on AWS: `aws s3api restore-object`),"
          + " which takes minutes to hours, then ask again";

  /// One object of the set.
  public record Member(DatabaseDefinition database, Timestamp timestamp, BackupObject object) {}

  public Snapshot {
    members = List.copyOf(members);
    defects = List.copyOf(defects);
    archived = List.copyOf(archived);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a snapshot has at least one object");
    }
  }

  /// One that lies in no archive.
  public Snapshot(List<Member> members, List<String> defects) {
    this(members, defects, List.of());
  }

  /// The same, with those of its objects in an archive that have these keys.
  public Snapshot archived(List<String> keys) {
    return new Snapshot(members, defects, keys);
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

  /// Why it cannot be restored now, as far as the listing shows: what is wrong with it, and what lies in an archive. Empty if nothing
  /// speaks against it.
  public List<String> obstacles() {
    return Stream.concat(defects.stream(), archived.stream()
        .map(key -> BackupObject.name(key) + " is archived: " + BRING_BACK)).toList();
  }

  /// True if the listing shows nothing that speaks against restoring it now.
  public boolean ready() {
    return defects.isEmpty() && archived.isEmpty();
  }

  /// What all its objects weigh.
  public ByteSize size() {
    return members.stream().map(member -> member.object().size()).reduce(new ByteSize(0), ByteSize::plus);
  }
}
