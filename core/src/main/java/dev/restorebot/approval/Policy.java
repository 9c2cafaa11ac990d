package dev.restorebot.approval;

import java.time.Duration;
import java.util.List;
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

  /// The ids of those who may consent to what `asker` asked for, in order.
  public List<String> deciders(Person asker) {
    return approvers.stream().filter(id -> ownRequest == OwnRequest.MAY_APPROVE || !id.equals(asker.id())).sorted()
        .toList();
  }

  /// Why nobody could ever pass `gate` if `asker` asked; empty if enough people may consent. A group counts as enough.
  public Optional<String> nobodyCouldApprove(Person asker, Gate gate) {
    var deciders = deciders(asker);
    var enough = deciders.size() >= needed(gate) || deciders.stream().anyMatch(Policy::isGroup);
    return enough
        ? Optional.empty()
        : Optional.of("the gate " + gate.word() + " needs " + needed(gate)
            + " to approve, and what " + asker.name() + " asks for may be approved by "
            + (deciders.isEmpty() ? "nobody else" : String.join(", ", deciders)) + "; let somebody else ask");
  }

  /// True if `id` names a group of people instead of one person: `@ops`, `slack-group:S099`.
  public static boolean isGroup(String id) {
    return id.startsWith("@") || id.contains("-group:");
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
