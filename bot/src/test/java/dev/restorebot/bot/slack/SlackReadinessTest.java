package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackReadinessTest {
  private static final String MANIFEST = """
      {"settings": {"interactivity": {"is_enabled": true}, "socket_mode_enabled": true},
       "features": {"slash_commands": [{"command": "/restore"}, {"command": "/diagnose"}]}}""";

  private final Map<String, String> environment = new HashMap<>(Map.of("SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN,
      "SLACK_APP_TOKEN", FakeSlack.APP_TOKEN, "SLACK_CONFIG_TOKEN", FakeSlack.CONFIGURATION_TOKEN));
  private FakeSlack slack;
  private List<String> channels = List.of(FakeSlack.OPS);
  private Mode mode = Mode.SOCKET;
  private Set<String> approvers = Set.of("slack:U0BOB", "slack-group:S0OPS");

  @BeforeEach
  void start() throws Exception {
    slack = FakeSlack.start();
    slack.manifest(MANIFEST);
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private List<Requirement> look() {
    var settings = new SlackSettings(channels, mode, 3000, false, URI.create(slack.methodsUrl()));
    var policy = new Policy(Set.of("slack:U0ALICE"), approvers, Map.of(), OwnRequest.MAY_NOT_APPROVE,
        Duration.ofMinutes(30));
    var requirements = SlackReadiness.of(settings, environment).look(policy);
    var told = requirements.toString();
    environment.values().stream().filter(token -> token.length() > 5).forEach(
        token -> assertThat(told).doesNotContain(token));
    return requirements;
  }

  private static List<String> told(List<Requirement> requirements) {
    return requirements.stream().map(one -> one.status() + " " + one.what() + ": " + one.detail()).toList();
  }

  private List<String> amiss() {
    var amiss = look().stream().filter(one -> one.status() != Status.THERE).toList();
    assertThat(amiss).filteredOn(one -> one.status() == Status.DOUBTFUL || one.detail().contains("not in"))
        .noneMatch(one -> one.next().isEmpty());
    return told(amiss);
  }

  @Test
  void findsEverythingInAWorkspaceThatIsSetUp() {
    assertThat(told(look())).containsExactly("THERE SLACK_BOT_TOKEN: it is restorebot in the workspace team",
        "THERE SLACK_APP_TOKEN: Socket Mode can connect", "THERE scopes: all that are used are granted",
        "THERE channel C0OPS: #ops", "THERE user group S0OPS: @ops, members: 1", "THERE interactivity: on",
        "THERE Socket Mode: on", "THERE command /restore: registered", "THERE command /diagnose: registered");
    assertThat(slack.violations()).isEmpty();
  }

  @Test
  void namesEachScopeThatIsMissing() {
    SlackApp.SCOPES.forEach(slack::removeScope);

    assertThat(amiss()).contains("MISSING scope commands: not granted", "MISSING scope chat:write: not granted",
        "MISSING scope files:write: not granted", "MISSING scope channels:read: not granted",
        "MISSING scope groups:read: not granted", "MISSING scope usergroups:read: not granted",
        "MISSING scope users:read: not granted",
        "MISSING channel C0OPS: cannot be looked at: missing_scope (the app lacks the scope channels:read)",
        "MISSING user group S0OPS: cannot be read: missing_scope (the app lacks the scope usergroups:read)");
  }

  @Test
  void namesAChannelThatTheBotIsNotIn() {
    slack.kick(FakeSlack.OPS, "U0BOT");

    var missing = look().stream().filter(one -> one.status() == Status.MISSING).toList();
    assertThat(missing).containsExactly(new Requirement("channel C0OPS", Status.MISSING, "the bot is not in #ops",
        "In the channel, type: /invite @restorebot"));
  }

  @Test
  void namesChannelsThatAreNotThereHiddenOrArchived() {
    slack.channel("C0OLD", "old", "U0BOT").archive("C0OLD");
    slack.privateChannel("C0SECRET", "secret", "U0ALICE").privateChannel("C0OWN", "own", "U0BOT");
    channels = List.of("C0OPS", "C0NONE", "C0OLD", "C0SECRET", "C0OWN");

    assertThat(amiss()).containsExactly(
        "MISSING channel C0NONE: there is none of that id, or it is private and the bot is not in it",
        "MISSING channel C0OLD: #old is archived",
        "MISSING channel C0SECRET: there is none of that id, or it is private and the bot is not in it");
  }

  @Test
  void namesChannelsThatAnotherCompanyIsIn() {
    slack.channel("C0BOTH", "both", "U0BOT", "U0ALICE").share("C0BOTH");
    channels = List.of("C0BOTH");
    approvers = Set.of("slack-channel:C0BOTH", "slack:U0BOB");

    assertThat(amiss()).containsExactly(
        "DOUBTFUL channel C0BOTH: #both is shared with another company, whose people read what is restored",
        "MISSING channel C0BOTH: #both is shared with another company, so nobody counts as in it");
  }

  @Test
  void namesGroupsThatCannotBeRead() {
    slack.group("S0EMPTY", "empty");
    approvers = Set.of("slack-group:S0NONE", "slack-group:S0EMPTY", "@ops", "slack-channel:C0NONE",
        "slack-channel:C0OPS");
    slack.kick(FakeSlack.OPS, "U0BOT");

    assertThat(amiss()).containsExactly("MISSING channel C0OPS: the bot is not in #ops",
        "DOUBTFUL user group S0EMPTY: nobody is in @empty", "MISSING user group S0NONE: there is none",
        "MISSING channel C0NONE: there is none of that id, or it is private and the bot is not in it");
  }

  @Test
  void saysThatAFreePlanHasNoUserGroups() {
    slack.fail("usergroups.list", "plan_upgrade_required", 1);

    assertThat(amiss()).containsExactly("MISSING user group S0OPS: this workspace's plan of Slack has no user groups");
  }

  @Test
  void asksForNoGroupsWhereThePolicyHasNone() {
    approvers = Set.of("slack:U0BOB");

    assertThat(amiss()).isEmpty();
    assertThat(slack.calls("usergroups.list")).isEmpty();
  }

  @Test
  void saysWhenTokensAreNotSet() {
    environment.clear();

    assertThat(amiss()).containsExactly("MISSING SLACK_BOT_TOKEN: it is not set",
        "MISSING SLACK_APP_TOKEN: it is not set",
        "DOUBTFUL interactivity, Socket Mode and commands: only a token for app configurations shows how it is configured");
    assertThat(slack.calls()).isEmpty();
  }

  @Test
  void saysWhenTokensAreMixedUpOrBroken() {
    environment.put("SLACK_BOT_TOKEN", FakeSlack.APP_TOKEN);
    environment.put("SLACK_APP_TOKEN", "xapp-two\nlines");
    environment.put("SLACK_CONFIG_TOKEN", "two\nlines");

    assertThat(amiss()).containsExactly("MISSING SLACK_BOT_TOKEN: it is not a token that begins with xoxb-",
        "MISSING SLACK_APP_TOKEN: it is not a token that begins with xapp-",
        "DOUBTFUL interactivity, Socket Mode and commands: SLACK_CONFIG_TOKEN is not a token");
    assertThat(slack.calls()).isEmpty();
  }

  @Test
  void saysWhenTokensAreRevoked() {
    slack.revoke();

    assertThat(amiss()).contains("MISSING SLACK_BOT_TOKEN: Slack refuses it: token_revoked",
        "MISSING SLACK_APP_TOKEN: Socket Mode cannot connect: invalid_auth");
  }

  @Test
  void saysWhenSlackDoesNotAnswer() {
    slack.down();

    assertThat(amiss()).hasSize(3).allMatch(line -> line.contains("Slack did not answer")
        || line.startsWith("DOUBTFUL"));
  }

  @Test
  void seesWhatIsOffInTheApp() {
    slack.manifest("""
        {"settings": {"interactivity": {"is_enabled": false}, "socket_mode_enabled": false},
         "features": {"slash_commands": [{"command": "/restore"}]}}""");

    assertThat(amiss()).containsExactly("MISSING interactivity: off: buttons would do nothing",
        "MISSING Socket Mode: off: nothing that people type or press would arrive",
        "MISSING command /diagnose: not registered");
  }

  @Test
  void seesAnAppThatHasNothing() {
    slack.manifest("{}");

    assertThat(amiss()).hasSize(4);
  }

  @Test
  void saysHowToSeeTheAppWhenItCannot() {
    environment.remove("SLACK_CONFIG_TOKEN");
    assertThat(amiss()).containsExactly(
        "DOUBTFUL interactivity, Socket Mode and commands: only a token for app configurations shows how it is configured");

    environment.put("SLACK_CONFIG_TOKEN", "xoxe.xoxp-old");
    assertThat(amiss())
        .containsExactly("DOUBTFUL interactivity, Socket Mode and commands: SLACK_CONFIG_TOKEN is good for"
            + " twelve hours; Slack says invalid_auth");
  }

  @Test
  void overHttpASecretIsNeededAndSocketModeMustBeOff() {
    mode = Mode.HTTP;
    assertThat(amiss()).containsExactly(
        "MISSING SLACK_SIGNING_SECRET: it is not set, so no request of Slack could be believed",
        "MISSING Socket Mode: on, while the configuration says `mode: http`: Slack sends no requests");

    environment.put("SLACK_SIGNING_SECRET", FakeSlack.SIGNING_SECRET);
    slack.manifest(MANIFEST.replace("\"socket_mode_enabled\": true", "\"socket_mode_enabled\": false"));
    assertThat(amiss()).isEmpty();
  }

  @Test
  void theTokenForSocketModeTellsWhichAppItIs() {
    assertThat(new SlackTokens("", "xapp-1-A0RESTORE-123-abc", "").appId()).contains("A0RESTORE");
    assertThat(new SlackTokens("", "xapp-fake-app", "").appId()).isEmpty();
  }

  @Test
  void everythingThatIsMissingHasItsNextMove() {
    var looks = new ArrayList<Requirement>();
    slack.kick(FakeSlack.OPS, "U0BOT");
    slack.manifest("{}");
    looks.addAll(look());
    environment.clear();
    looks.addAll(look());

    assertThat(looks).filteredOn(one -> one.status() != Status.THERE).hasSizeGreaterThan(6)
        .noneMatch(one -> one.next().isEmpty());
  }
}
