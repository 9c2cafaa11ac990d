package dev.restorebot.approval;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a person is here, with every group looked up that it takes to tell.
///
/// @param through by which of the configured ids they are what they are: their own, or that of a group
/// @param doubts by group why the person counts as not in it, although they may be: it could not be looked up, or they do not
///     count there; each a sentence with the next move
public record Standing(Person person, Map<Role, String> through, SortedMap<String, String> doubts) {
  /// What a person can be.
  public enum Role {
    /// May ask.
    REQUESTER,
    /// May approve, and ask.
    APPROVER
  }

  public Standing {
    through = Map.copyOf(through);
    doubts = new TreeMap<>(doubts);
  }

  /// True if they are known to be a `role`.
  boolean is(Role role) {
    return through.containsKey(role);
  }

  /// What to add to a refusal that might have another reason than who the person is; empty if there is none.
  Optional<String> doubt() {
    return doubts.values().stream().findFirst();
  }
}
