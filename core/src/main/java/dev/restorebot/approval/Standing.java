package dev.restorebot.approval;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a person is here, with every group looked up that it takes to tell.
///
/// @param through by which of the configured ids they are what they are: their own, or that of a group
/// @param unknown the groups that could not be looked up, each with the reason; the person counts as not in them
public record Standing(Person person, Map<Role, String> through, SortedMap<String, String> unknown) {
  /// What a person can be.
  public enum Role {
    /// May ask.
    REQUESTER,
    /// May approve, and ask.
    APPROVER
  }

  public Standing {
    through = Map.copyOf(through);
    unknown = new TreeMap<>(unknown);
  }

  /// True if they are known to be a `role`.
  boolean is(Role role) {
    return through.containsKey(role);
  }

  /// What to add to a refusal that might have another reason than who the person is; empty if there is none.
  Optional<String> doubt() {
    return unknown.entrySet().stream().findFirst()
        .map(entry -> Policy.called(entry.getKey()) + " could not be looked up (" + entry.getValue()
            + "); try again in a minute, or let somebody do it who is listed by id");
  }
}
