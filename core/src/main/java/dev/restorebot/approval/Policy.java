package dev.restorebot.approval;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may ask for a restore, who may approve one, how many of them it takes, and for how long a gate stays open.
///
/// @param requesters who may ask, by id
/// @param approvers who may approve, by id
/// @param needed how many distinct people a gate needs; one where nothing is said
/// @param ownRequest whether the person who asked may approve
public record Policy(Set<String> requesters, Set<String> approvers, Map<Gate, Integer> needed, OwnRequest ownRequest,
    Duration expireAfter) {
  /// Whether the person who asked may approve.
  public enum OwnRequest {
    MAY_NOT_APPROVE, MAY_APPROVE
  }

  /// @throws IllegalArgumentException if a gate needs fewer than one person
  public Policy {
    requesters = Set.copyOf(requesters);
    approvers = Set.copyOf(approvers);
    needed = Map.copyOf(needed);
    for (var entry : needed.entrySet()) {
      if (entry.getValue() < 1) {
        throw new IllegalArgumentException("the gate " + entry.getKey().word() + " needs at least one person");
      }
    }
  }

  /// Why `person` may not ask for a restore; empty if they may.
  public Optional<String> mayNotAsk(Person person) {
    return known(person) ? Optional.empty() : Optional.of(stranger(person));
  }

  /// Why `person` may not choose `choice`, where `asker` asked; empty if they may.
  public Optional<String> mayNotChoose(Person person, Choice choice, Person asker) {
    if (!choice.consents()) {
      return mayNotAsk(person);
    }
    if (!approvers.contains(person.id())) {
      return Optional.of(requesters.contains(person.id())
          ? person.name() + " may ask but not approve; approvers are " + names()
          : stranger(person));
    }
    if (ownRequest == OwnRequest.MAY_NOT_APPROVE && person.equals(asker)) {
      return Optional.of(person.name() + " asked for this and may not approve it; another approver must");
    }
    return Optional.empty();
  }

  /// How many distinct people the gate needs.
  public int needed(Gate gate) {
    return needed.getOrDefault(gate, gate == Gate.UNDO ? needed.getOrDefault(Gate.REPLACE, 1) : 1);
  }

  private boolean known(Person person) {
    return requesters.contains(person.id()) || approvers.contains(person.id());
  }

  private String stranger(Person person) {
    return person.name() + " is neither a requester nor an approver here; approvers are " + names();
  }

  private String names() {
    return String.join(", ", approvers.stream().map(id -> id.substring(id.indexOf(':') + 1)).sorted().toList());
  }
}
