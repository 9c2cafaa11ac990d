package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

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

/// A channel that is a group of the policy, and that another company gets into: nobody is an approver by it any more.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedChannelsTest {
  private static final String GROUP = "slack-channel:C0SENIOR";

  private FakeSlack slack;
  private Instant now = Instant.parse("2026-02-26T12:00:00Z");

  @BeforeEach
  void aChannel() throws Exception {
    slack = FakeSlack.start();
    slack.channel("C0SENIOR", "senior", "U0BOT", "U0ALICE", "U0BOB");
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
  }

  @Test
  void countsNobodyWhereAnotherCompanyIsIn() throws Exception {
    var client = WebApi.client(slack.methodsUrl());
    try {
      var groups = new SlackGroups(new WebApi(client, FakeSlack.BOT_TOKEN), () -> now);
      assertThat(groups.of(GROUP, new Person("slack:U0ALICE"))).isEqualTo(Membership.IN);

      slack.share("C0SENIOR");
      now = now.plus(Duration.ofSeconds(61));

      for (var user : new String[]{"slack:U0ALICE", "slack:U0BOB"}) {
        assertThat(groups.of(GROUP, new Person(user)))
            .isEqualTo(new Membership.Unknown("#senior is shared with another company,"
                + " whose people would count, too; the configuration must name people or a user group instead"));
      }
    } finally {
      client.close();
    }
  }
}
