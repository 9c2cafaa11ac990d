package dev.restorebot.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.approval.Standing.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// alice is a requester and bob an approver by id; others are what the groups that they are in are.
class StandingTest {
  private static final Person ALICE = new Person("slack:U0ALICE");
  private static final Person BOB = new Person("slack:U0BOB");
  private static final Person STRANGER = new Person("slack:U0STRANGER");
  private static final Policy POLICY = new Policy(Set.of("slack:U0ALICE", "@ops", "slack-group:S0OPS"),
      Set.of("slack:U0BOB", "slack-group:S0OPS", "slack-channel:C0OPS"), Map.of(Gate.REPLACE, 2),
      OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30));

  private final List<String> asked = new ArrayList<>();

  @Test
  void isWhatAGroupIs() {
    var member = POLICY.standing(STRANGER, having("slack-group:S0OPS"));

    assertThat(member.through()).isEqualTo(Map.of(Role.APPROVER, "slack-group:S0OPS"));
    assertThat(POLICY.mayNotChoose(member, Choice.REPLACE, ALICE)).isEmpty();
    assertThat(POLICY.mayNotAsk(member)).isEmpty();
  }

  @Test
  void isWhatTheMembersOfAChannelAre() {
    var member = POLICY.standing(STRANGER, having("slack-channel:C0OPS"));

    assertThat(POLICY.mayNotChoose(member, Choice.REPLACE, ALICE)).isEmpty();
  }

  @Test
  void mayAskButNotApproveThroughAGroupOfRequesters() {
    var member = POLICY.standing(STRANGER, having("@ops"));

    assertThat(POLICY.mayNotAsk(member)).isEmpty();
    assertThat(POLICY.mayNotChoose(member, Choice.REPLACE, ALICE)).contains("U0STRANGER may ask but not approve;"
        + " approvers are U0BOB, the group S0OPS, the members of C0OPS");
  }

  @Test
  void mayNotApproveThroughAGroupWhatTheyAskedFor() {
    var member = POLICY.standing(ALICE, having("slack-group:S0OPS"));

    assertThat(POLICY.mayNotChoose(member, Choice.APPROVE, ALICE)).isPresent();
    assertThat(POLICY.mayNotChoose(member, Choice.APPROVE, BOB)).isEmpty();
  }

  @Test
  void needsNoGroupWhereTheirOwnIdIsListed() {
    var _ = POLICY.standing(BOB, having());

    assertThat(asked).isEmpty();
  }

  @Test
  void needsNoGroupOfAnotherChat() {
    var local = POLICY.standing(new Person("local:bob"), having("slack-group:S0OPS", "slack-channel:C0OPS"));

    assertThat(asked).containsExactly("@ops");
    assertThat(local.through()).isEmpty();
  }

  @Test
  void isNotInAGroupThatCouldNotBeLookedUpAndIsToldSo() {
    var unsure = POLICY.standing(STRANGER, (_, _) -> new Membership.Unknown("Slack did not answer"));

    assertThat(POLICY.mayNotAsk(unsure))
        .contains("U0STRANGER is neither a requester nor an approver here; approvers are"
            + " U0BOB, the group S0OPS, the members of C0OPS; the group @ops could not be looked up (Slack did not answer);"
            + " try again in a minute, or let somebody do it who is listed by id");
    assertThat(POLICY.mayNotChoose(unsure, Choice.APPROVE, ALICE)).isPresent();
    assertThat(POLICY.mayNotChoose(unsure, Choice.STOP, ALICE)).isPresent();
  }

  @Test
  void mayStillDoWhatTheirOwnIdAllowsWhileGroupsCannotBeLookedUp() {
    var unsure = POLICY.standing(ALICE, (_, _) -> new Membership.Unknown("Slack did not answer"));

    assertThat(POLICY.mayNotAsk(unsure)).isEmpty();
    assertThat(POLICY.mayNotChoose(unsure, Choice.DENY, ALICE)).isEmpty();
    assertThat(POLICY.mayNotChoose(unsure, Choice.APPROVE, BOB)).hasValueSatisfying(
        refusal -> assertThat(refusal).contains("may ask but not approve", "could not be looked up"));
  }

  @Test
  void countsAGroupAsEnoughToPassAGate() {
    assertThat(POLICY.nobodyCouldApprove(BOB, Gate.REPLACE)).isEmpty();
    assertThat(Policy.isGroup("slack-channel:C0OPS")).isTrue();
    assertThat(Policy.isGroup("slack:U0BOB")).isFalse();
  }

  private Groups having(String... groups) {
    return (group, _) -> {
      asked.add(group);
      return List.of(groups).contains(group) ? Membership.IN : Membership.OUT;
    };
  }
}
