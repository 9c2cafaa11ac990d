package dev.restorebot.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Person ANOTHER = new Person("slack:another");
  private static final Person ALICE = new Person("slack:alice");
  private static final Person BOB = new Person("slack:bob");
  private static final Person STRANGER = new Person("slack:stranger");

  @Test
  void saysWhoMayDoWhat() {
    var written = new StringBuilder("""
        another is a requester, alice and bob are approvers, stranger is a stranger.

        Asking for a restore
        """);
    for (var person : List.of(ANOTHER, BOB, STRANGER)) {
      written.append(line(person, policy(OwnRequest.MAY_NOT_APPROVE).mayNotAsk(standing(person)).orElse("may")));
    }
    written.append(choices("another asked; own requests may not be approved", OwnRequest.MAY_NOT_APPROVE, ANOTHER));
    written.append(choices("alice asked; own requests may not be approved", OwnRequest.MAY_NOT_APPROVE, ALICE));
    written.append(choices("alice asked; own requests may be approved", OwnRequest.MAY_APPROVE, ALICE));

    Golden.resource("dev/restorebot/approval/policy.txt").says(written.toString());
  }

  @Test
  void doesNotTakeAPersonOfAnotherChatForAnApprover() {
    var namesake = new Person("sandbox:alice");

    assertThat(policy(OwnRequest.MAY_APPROVE).mayNotChoose(standing(namesake), Choice.APPROVE, ANOTHER)).isPresent();
  }

  @Test
  void needsOnePersonWhereNothingIsSaidAndForAnUndoAsManyAsForTheReplacement() {
    var policy = new Policy(Set.of(), Set.of("slack:alice"), Map.of(Gate.REPLACE, 2), OwnRequest.MAY_NOT_APPROVE,
        Duration.ofMinutes(30));

    assertThat(policy.needed(Gate.START)).isEqualTo(1);
    assertThat(policy.needed(Gate.REPLACE)).isEqualTo(2);
    assertThat(policy.needed(Gate.UNDO)).isEqualTo(2);
    assertThat(policy.needed(Gate.CHECKS)).isEqualTo(1);
    assertThat(policy.needed(Gate.PURGE)).isEqualTo(1);
  }

  @Test
  void saysWhoMayDecideOnWhatAPersonAskedFor() {
    assertThat(policy(OwnRequest.MAY_NOT_APPROVE).deciders(ANOTHER)).containsExactly("slack:alice", "slack:bob");
    assertThat(policy(OwnRequest.MAY_NOT_APPROVE).deciders(ALICE)).containsExactly("slack:bob");
    assertThat(policy(OwnRequest.MAY_APPROVE).deciders(ALICE)).containsExactly("slack:alice", "slack:bob");
  }

  @Test
  void saysWhenAGateCouldNeverBePassed() {
    var policy = new Policy(Set.of(), Set.of("slack:alice", "slack:bob"), Map.of(Gate.REPLACE, 2),
        OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30));

    assertThat(policy.nobodyCouldApprove(ANOTHER, Gate.REPLACE)).isEmpty();
    assertThat(policy.nobodyCouldApprove(ALICE, Gate.START)).isEmpty();
    assertThat(policy.nobodyCouldApprove(ALICE, Gate.REPLACE)).contains("the gate replace needs 2 to approve, and what"
        + " alice asks for may be approved by slack:bob; let somebody else ask");
  }

  @Test
  void countsAHumanOnceWhoHasSeveralNames() {
    var atTheTerminal = new Person("local:alice");
    var policy = new Policy(Set.of(), Set.of(ALICE.id(), atTheTerminal.id(), BOB.id()), Map.of(Gate.REPLACE, 2),
        OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30), null, null,
        List.of(Set.of(ALICE.id(), atTheTerminal.id())));

    assertThat(policy.same(ALICE, atTheTerminal)).isTrue();
    assertThat(policy.same(ALICE, BOB)).isFalse();
    assertThat(policy.mayNotChoose(policy.standing(atTheTerminal, Groups.NONE), Choice.APPROVE, ALICE))
        .contains("alice asked for this and may not approve it; another approver must");
    assertThat(policy.deciders(ALICE)).containsExactly(BOB.id());
    assertThat(policy.nobodyCouldApprove(ANOTHER, Gate.REPLACE)).isEmpty();
    assertThat(policy.nobodyCouldApprove(BOB, Gate.REPLACE))
        .contains("the gate replace needs 2 to approve, and what bob"
            + " asks for may be approved by local:alice, slack:alice; let somebody else ask");
  }

  @Test
  void refusesANameOfTwoHumans() {
    assertThatThrownBy(() -> new Policy(Set.of(), Set.of(), Map.of(), OwnRequest.MAY_APPROVE, Duration.ofMinutes(30),
        null, null, List.of(Set.of("slack:a", "local:a"), Set.of("local:a", "local:b"))))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("local:a cannot be two people");
  }

  @Test
  void letsARunBeginThatOnlyBreakingGlassCanPass() {
    var two = Map.of(Gate.REPLACE, 2);
    var alone = new Policy(Set.of(), Set.of(ALICE.id(), BOB.id()), two, OwnRequest.MAY_NOT_APPROVE,
        Duration.ofMinutes(30));
    var glass = new Policy(alone.requesters(), alone.approvers(), two, alone.ownRequest(), alone.expireAfter(),
        Duration.ofMinutes(10));

    assertThat(alone.nobodyCouldApprove(ALICE, Gate.REPLACE)).isPresent();
    assertThat(glass.nobodyCouldApprove(ALICE, Gate.REPLACE)).isEmpty();
  }

  @Test
  void letsApproversPassAGateAloneThatCanBeUndone() {
    var glass = new Policy(Set.of(ANOTHER.id()), Set.of(ALICE.id()), Map.of(), OwnRequest.MAY_NOT_APPROVE,
        Duration.ofMinutes(30), Duration.ofMinutes(10));

    for (var gate : Gate.values()) {
      assertThat(glass.breakGlass(gate).isPresent()).as(gate.word())
          .isEqualTo(List.of(Gate.START, Gate.AMEND, Gate.REPLACE, Gate.UNDO).contains(gate));
    }
    assertThat(glass.mayNotBreakGlass(glass.standing(ALICE, Groups.NONE))).isEmpty();
    assertThat(glass.mayNotBreakGlass(glass.standing(ANOTHER, Groups.NONE)))
        .contains("another may ask but not approve; approvers are alice");
    assertThat(policy(OwnRequest.MAY_APPROVE).breakGlass(Gate.START)).isEmpty();
  }

  @Test
  void refusesAGateThatNeedsNobody() {
    assertThatThrownBy(
        () -> new Policy(Set.of(), Set.of(), Map.of(Gate.START, 0), OwnRequest.MAY_APPROVE, Duration.ofMinutes(30)))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("the gate start needs at least one person");
  }

  private static String choices(String title, OwnRequest own, Person asker) {
    var written = new StringBuilder("\nChoosing, where " + title + "\n");
    for (var choice : Choice.values()) {
      written.append("  ").append(choice.label()).append('\n');
      for (var person : List.of(ANOTHER, ALICE, BOB, STRANGER)) {
        written.append("  ")
            .append(line(person, policy(own).mayNotChoose(standing(person), choice, asker).orElse("may")));
      }
    }
    return written.toString();
  }

  private static String line(Person person, String words) {
    return String.format("  %-8s %s%n", person.name(), words);
  }

  private static Standing standing(Person person) {
    return policy(OwnRequest.MAY_APPROVE).standing(person, Groups.NONE);
  }

  private static Policy policy(OwnRequest own) {
    return new Policy(Set.of("slack:another"), Set.of("slack:alice", "slack:bob"), Map.of(), own,
        Duration.ofMinutes(30));
  }
}
