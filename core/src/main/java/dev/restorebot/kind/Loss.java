package dev.restorebot.kind;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a restore would change for people, decided by a kind from what is in the snapshot and what exists now.
///
/// @param noun what people would miss, in the singular and in the words of the kind; it is the part ([Item#parts]) of those
///        items that count: `account`, `repository`
/// @param lost what exists now and is not in the snapshot
/// @param returning what is in the snapshot and does not exist now
/// @param kept what stays as it is because backups do not carry it
/// @param additions what the restored data would lack and can be derived
/// @param findings what else must be known
public record Loss(String noun, List<Change> lost, List<Change> returning, List<String> kept, List<Addition> additions,
    List<Finding> findings) {
  public Loss {
    lost = List.copyOf(lost);
    returning = List.copyOf(returning);
    kept = List.copyOf(kept);
    additions = List.copyOf(additions);
    findings = List.copyOf(findings);
  }

  /// Nothing that goes or comes back: what can be derived is added.
  public static Loss adding(String noun, List<Addition> additions) {
    return new Loss(noun, List.of(), List.of(), List.of(), additions, List.of());
  }

  /// Something that goes or comes back.
  ///
  /// @param id the [Item#id] of what it is, or empty where only `text` was stored, as by version 1 of the journal
  /// @param versions which states of its parts go or come back, where that can be told: commits by the name of a branch
  /// @param text for people; approvals are not bound to it unless there is nothing else
  public record Change(String id, SortedMap<String, String> versions, String text) {
    public Change {
      versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    /// All of an item.
    public static Change of(String id, String text) {
      return new Change(id, new TreeMap<>(), text);
    }

    /// What was stored as a sentence alone.
    public static Change told(String text) {
      return of("", text);
    }

    /// True if nothing but the sentence is known.
    public boolean isTold() {
      return id.isEmpty();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// True if it is known from sentences alone.
  public boolean isTold() {
    return Stream.concat(lost.stream(), returning.stream()).anyMatch(Change::isTold);
  }

  /// The same in sentences alone, to be compared with one of which nothing else is known.
  public Loss told() {
    return new Loss(noun, told(lost), told(returning), kept, additions, findings);
  }

  private static List<Change> told(List<Change> changes) {
    return changes.stream().map(change -> Change.told(change.text())).toList();
  }

  /// `changes` for people.
  public static List<String> texts(List<Change> changes) {
    return changes.stream().map(Change::text).toList();
  }
}
