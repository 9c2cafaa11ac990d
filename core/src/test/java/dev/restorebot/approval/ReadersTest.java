package dev.restorebot.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Policy.OwnRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// alice is a requester, bob an approver, carol is in the ops channel, and mallory is nobody.
class ReadersTest {
  private static final String OPS = "slack:C0OPS";
  private static final Person ALICE = new Person("slack:U0ALICE");
  private static final Person BOB = new Person("slack:U0BOB");
  private static final Person CAROL = new Person("slack:U0CAROL");
  private static final Person MALLORY = new Person("slack:U0MALLORY");

  private final Groups groups = (group, person) -> group.equals("slack-channel:C0OPS") && person.equals(CAROL)
      ? Membership.IN
      : Membership.OUT;

  @Test
  void theMembersOfAChannelMayAskThere() {
    var readers = new Readers(policy(null), groups);

    assertThat(readers.mayNotRead(CAROL, OPS)).isEmpty();
    assertThat(readers.mayNotRead(CAROL, "slack:C0OTHER")).isPresent();
    assertThat(readers.mayNotRead(CAROL, "")).isPresent();
    assertThat(readers.mayNotRead(MALLORY, OPS)).contains("U0MALLORY may not ask how services are. Members of the ops"
        + " channels may, in these channels; ask to be let in, or let one of the approvers ask: U0BOB");
  }

  @Test
  void whoMayAskForARestoreMayAskAnywhere() {
    for (var readers : new Readers[]{new Readers(policy(null), Groups.NONE),
        new Readers(policy(Set.of()), Groups.NONE)}) {
      assertThat(readers.mayNotRead(ALICE, "")).isEmpty();
      assertThat(readers.mayNotRead(BOB, OPS)).isEmpty();
    }
  }

  @Test
  void whereReadersAreNamedNobodyElseMayAsk() {
    var readers = new Readers(policy(Set.of("slack:U0MALLORY")), groups);

    assertThat(readers.mayNotRead(MALLORY, "")).isEmpty();
    assertThat(readers.mayNotRead(CAROL, OPS)).contains("U0CAROL may not ask how services are. Let an operator add you"
        + " to `approvals.readers`, or let one of the approvers ask: U0BOB");
    assertThat(new Readers(policy(Set.of("slack-channel:C0OPS")), groups).mayNotRead(CAROL, "slack:C0OTHER")).isEmpty();
  }

  @Test
  void whoeverIsAtATerminalMayAsk() {
    var readers = new Readers(policy(Set.of()), Groups.NONE);

    assertThat(readers.mayNotRead(new Person("local:operator"), "")).isEmpty();
    assertThat(readers.mayNotRead(new Person("sandbox:alice"), "")).isEmpty();
  }

  @Test
  void whoCannotBeLookedUpMayNotAskAndIsToldWhy() {
    var readers = new Readers(policy(null), (_, _) -> new Membership.Unknown("Slack did not answer within 2 seconds"));

    assertThat(readers.mayNotRead(CAROL, OPS).orElseThrow())
        .endsWith(
            "U0BOB; the members of C0OPS could not be looked up (Slack did not answer within 2 seconds); try again in"
                + " a minute, or let somebody do it who is listed by id");
  }

  private static Policy policy(@Nullable Set<String> readers) {
    return new Policy(Set.of(ALICE.id()), Set.of(BOB.id()), Map.of(), OwnRequest.MAY_NOT_APPROVE,
        Duration.ofMinutes(30),
        null, readers);
  }
}
