package dev.restorebot.approval;

import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Standing.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who may ask for a restore, who may approve one, how many of them it takes, for how long a gate stays open, and who may ask
/// how services are.
///
/// @param requesters who may ask: ids of people and of groups
/// @param approvers who may approve, and ask: ids of people and of groups
/// @param needed how many distinct people a gate needs; one where nothing is said
/// @param ownRequest whether the person who asked may approve
/// @param glass how long after breaking glass an approver has passed a gate alone, or null if nobody may break glass
/// @param readers who may ask how services are, beside requesters and approvers: ids of people and of groups; or null for the
///     members of the channel in which it is asked
/// @param people the ids of each human who has several: together they count once
public record Policy(Set<String> requesters, Set<String> approvers, Map<Gate, Integer> needed, OwnRequest ownRequest,
    Duration expireAfter, @Nullable Duration glass, @Nullable Set<String> readers, List<Set<String>> people) {
  /// Chats of those who are at a terminal of the machine, where the policy of the machine holds.
  private static final Set<String> AT_THE_MACHINE = Set.of("local", "sandbox", "kubernetes");
  private static final String CHANNEL = "-channel:";
  private static final List<String> GROUP_KINDS = List.of("-group:", CHANNEL);

  /// Whether the person who asked may approve.
  public enum OwnRequest {
    MAY_NOT_APPROVE, MAY_APPROVE
  }

  /// @throws IllegalArgumentException if a gate needs fewer than one person, or an id is that of two humans
  public Policy {
    requesters = Set.copyOf(requesters);
    approvers = Set.copyOf(approvers);
    needed = Map.copyOf(needed);
    readers = readers == null ? null : Set.copyOf(readers);
    for (var entry : needed.entrySet()) {
      if (entry.getValue() < 1) {
        throw new IllegalArgumentException("the gate " + entry.getKey().word() + " needs at least one person");
      }
    }
    people = people.stream().map(Set::copyOf).toList();
    var known = new HashSet<String>();
    for (var id : people.stream().flatMap(Set::stream).toList()) {
      if (!known.add(id)) {
        throw new IllegalArgumentException(id + " cannot be two people");
      }
    }
  }

  /// A policy under which each id is somebody else.
  public Policy(Set<String> requesters, Set<String> approvers, Map<Gate, Integer> needed, OwnRequest ownRequest,
      Duration expireAfter, @Nullable Duration glass, @Nullable Set<String> readers) {
    this(requesters, approvers, needed, ownRequest, expireAfter, glass, readers, List.of());
  }

  /// True if `one` and `other` are the same human, as far as it is known here.
  public boolean same(Person one, Person other) {
    return one.equals(other) || human(one.id()).equals(human(other.id()));
  }

  /// How many humans `ids` are.
  ///
  /// @param people the ids of each human who has several
  public static int humans(Collection<String> ids, List<Set<String>> people) {
    return (int) ids.stream().map(id -> human(id, people)).distinct().count();
  }

  /// All ids of the human who has `id`.
  private Set<String> human(String id) {
    return human(id, people);
  }

  private static Set<String> human(String id, List<Set<String>> people) {
    return people.stream().filter(ids -> ids.contains(id)).findFirst().orElse(Set.of(id));
  }

  /// A policy under which the members of a channel may ask there how services are.
  public Policy(Set<String> requesters, Set<String> approvers, Map<Gate, Integer> needed, OwnRequest ownRequest,
      Duration expireAfter, @Nullable Duration glass) {
    this(requesters, approvers, needed, ownRequest, expireAfter, glass, null);
  }

  /// A policy under which nobody may break glass.
  public Policy(Set<String> requesters, Set<String> approvers, Map<Gate, Integer> needed, OwnRequest ownRequest,
      Duration expireAfter) {
    this(requesters, approvers, needed, ownRequest, expireAfter, null);
  }

  /// Looks up what `person` is here. Blocks where a group must be asked: only of the person's own chat, and only if the
  /// person is not listed by id.
  public Standing standing(Person person, Groups groups) {
    var through = new EnumMap<Role, String>(Role.class);
    var doubts = new TreeMap<String, String>();
    through(approvers, person, groups, doubts).ifPresent(id -> through.put(Role.APPROVER, id));
    if (through.isEmpty()) {
      through(requesters, person, groups, doubts).ifPresent(id -> through.put(Role.REQUESTER, id));
    }
    return new Standing(person, through, doubts);
  }

  /// The one of `ids` by which `person` is among them.
  private static Optional<String> through(Set<String> ids, Person person, Groups groups, Map<String, String> doubts) {
    if (ids.contains(person.id())) {
      return Optional.of(person.id());
    }
    for (var group : ids.stream().filter(Policy::isGroup).filter(id -> couldHold(id, person)).sorted().toList()) {
      if (doubts.containsKey(group)) {
        continue;
      }
      switch (groups.of(group, person)) {
        case Membership.In() -> {
          return Optional.of(group);
        }
        case Membership.Out() -> {
        }
        case Membership.Barred(var reason) -> doubts.put(group, person.name() + " does not count among "
            + called(group) + ": " + reason + "; let somebody do it who counts, or let an operator list them by id");
        case Membership.Unknown(var reason) -> doubts.put(group, called(group) + " could not be looked up (" + reason
            + "); try again in a minute, or let somebody do it who is listed by id");
      }
    }
    return Optional.empty();
  }

  /// False if the group is one of another chat than the person's.
  private static boolean couldHold(String group, Person person) {
    var chat = person.chat();
    return group.startsWith("@") || GROUP_KINDS.stream().anyMatch(kind -> group.startsWith(chat + kind));
  }

  /// Why they may not ask how services are; empty if they may. Blocks where a group must be asked.
  ///
  /// @param where the place in which they ask, as the front end names it: `slack:C012`
  Optional<String> mayNotRead(Standing standing, String where, Groups groups) {
    var person = standing.person();
    if (!standing.through().isEmpty() || AT_THE_MACHINE.contains(person.chat())) {
      return Optional.empty();
    }
    var doubts = new TreeMap<>(standing.doubts());
    return through(readersAt(where), person, groups, doubts).isPresent()
        ? Optional.empty()
        : Optional.of(noReader(new Standing(person, Map.of(), doubts)));
  }

  private Set<String> readersAt(String where) {
    if (readers != null) {
      return readers;
    }
    var colon = where.indexOf(':');
    return colon < 0 ? Set.of() : Set.of(where.substring(0, colon) + CHANNEL + where.substring(colon + 1));
  }

  private String noReader(Standing standing) {
    return standing.person().name() + " may not ask how services are. "
        + (readers == null
            ? "Members of the ops channels may, in these channels; ask to be let in, or let "
            : "Let an operator add you to `approvals.readers`, or let ")
        + "one of the approvers ask: " + names() + doubt(standing);
  }

  /// Why they may not ask for a restore; empty if they may.
  public Optional<String> mayNotAsk(Standing standing) {
    return standing.through().isEmpty() ? Optional.of(stranger(standing)) : Optional.empty();
  }

  /// Why they may not choose `choice`, where `asker` asked; empty if they may.
  public Optional<String> mayNotChoose(Standing standing, Choice choice, Person asker) {
    return choice.consents() ? mayNotApprove(standing, asker) : mayNotAsk(standing);
  }

  private Optional<String> mayNotApprove(Standing standing, Person asker) {
    var person = standing.person();
    return noApprover(standing).or(() -> ownRequest == OwnRequest.MAY_NOT_APPROVE && same(person, asker)
        ? Optional.of(person.name() + " asked for this and may not approve it; another approver must")
        : Optional.empty());
  }

  private Optional<String> noApprover(Standing standing) {
    if (standing.is(Role.APPROVER)) {
      return Optional.empty();
    }
    return Optional.of(standing.is(Role.REQUESTER)
        ? standing.person().name() + " may ask but not approve; approvers are " + names() + doubt(standing)
        : stranger(standing));
  }

  /// Why they may not break glass; empty if they may. Approvers may, also where they asked themselves: it is for when nobody
  /// else is there.
  public Optional<String> mayNotBreakGlass(Standing standing) {
    return noApprover(standing);
  }

  /// How long after breaking glass an approver has passed `gate` alone; empty if nobody can.
  public Optional<Duration> breakGlass(Gate gate) {
    return gate.breakable() ? Optional.ofNullable(glass) : Optional.empty();
  }

  /// The ids of those who may consent to what `asker` asked for, in order.
  public List<String> deciders(Person asker) {
    return approvers.stream()
        .filter(id -> ownRequest == OwnRequest.MAY_APPROVE || !human(id).equals(human(asker.id()))).sorted().toList();
  }

  /// Why nobody could ever pass `gate` if `asker` asked; empty if enough people may consent, or one may break glass. A group
  /// counts as enough.
  public Optional<String> nobodyCouldApprove(Person asker, Gate gate) {
    var deciders = deciders(asker);
    var enough = humans(deciders, people) >= needed(gate)
        || deciders.stream().anyMatch(Policy::isGroup)
        || breakGlass(gate).isPresent();
    return enough
        ? Optional.empty()
        : Optional.of("the gate " + gate.word() + " needs " + needed(gate)
            + " to approve, and what " + asker.name() + " asks for may be approved by "
            + (deciders.isEmpty() ? "nobody else" : String.join(", ", deciders)) + "; let somebody else ask");
  }

  /// True if `id` names a group of people instead of one person: `@ops`, `slack-group:S099`, or `slack-channel:C012` for
  /// the members of a channel.
  public static boolean isGroup(String id) {
    return id.startsWith("@") || GROUP_KINDS.stream().anyMatch(id::contains);
  }

  /// What to call whoever `id` stands for in a message: `bob`, `the group S099`, `the members of C012`.
  public static String called(String id) {
    var name = id.substring(id.indexOf(':') + 1);
    if (id.contains(CHANNEL)) {
      return "the members of " + name;
    }
    return isGroup(id) ? "the group " + name : name;
  }

  /// How many distinct people the gate needs; as many as the replacing of data where that is not said of it.
  public int needed(Gate gate) {
    var like = gate == Gate.UNDO || gate == Gate.AMEND ? Gate.REPLACE : gate;
    return needed.getOrDefault(gate, needed.getOrDefault(like, 1));
  }

  private String stranger(Standing standing) {
    return standing.person().name() + " is neither a requester nor an approver here; approvers are " + names()
        + doubt(standing);
  }

  private static String doubt(Standing standing) {
    return standing.doubt().map(doubt -> "; " + doubt).orElse("");
  }

  private String names() {
    return String.join(", ", approvers.stream().map(Policy::called).sorted().toList());
  }
}
