package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever is in a group of the policy without being a full member of the workspace counts as nobody there.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlackAccountsTest {
  private static final String BOB = "U0BOB";

  private FakeSlack slack;
  private Slack client;
  private SlackGroups groups;
  private Instant now = Instant.parse("2026-02-26T12:00:00Z");

  @BeforeEach
  void aGroupAndAChannel() throws Exception {
    slack = FakeSlack.start();
    slack.channel("C0SENIOR", "senior", "U0BOT", BOB);
    slack.group("S0OPS", "ops", BOB, "U0BOT");
    client = WebApi.client(slack.methodsUrl());
    groups = new SlackGroups(new WebApi(client, FakeSlack.BOT_TOKEN), () -> now);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    slack.close();
  }

  private Membership in(String group, String user) {
    return groups.of(group, new Person("slack:" + user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack-channel:C0SENIOR", "slack-group:S0OPS", "@ops"})
  void countsNoGuestNoClosedAccountAndNoApp(String group) {
    assertThat(in(group, BOB)).isEqualTo(Membership.IN);
    assertThat(in(group, "U0BOT"))
        .isEqualTo(new Membership.Barred("apps count in no group or channel"));

    slack.guest(BOB);
    assertThat(in(group, BOB)).as("what was said a moment ago").isEqualTo(Membership.IN);
    now = now.plus(Duration.ofSeconds(61));
    assertThat(in(group, BOB))
        .isEqualTo(new Membership.Barred("guests of the workspace count in no group or channel"));

    slack.deactivate(BOB);
    now = now.plus(Duration.ofSeconds(61));
    assertThat(in(group, BOB)).isEqualTo(new Membership.Barred("the account is deactivated"));
  }

  @Test
  void countsNobodyWhileSlackDoesNotSay() {
    slack.fail("users.info", "user_not_found", 1);

    assertThat(in("@ops", BOB)).isEqualTo(new Membership.Unknown("Slack said user_not_found"));
    assertThat(in("@ops", BOB)).isEqualTo(Membership.IN);
  }
}
