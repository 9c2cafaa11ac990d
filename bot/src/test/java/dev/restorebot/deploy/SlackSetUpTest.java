package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.slack.SlackApp;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.commands.grammar.Parsed.Misunderstood;
import dev.restorebot.commands.grammar.Parsed.Understood;
import dev.restorebot.service.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What Slack is told of the app is what the app is.
class SlackSetUpTest {
  private static final Path DEPLOY = Path.of("../deploy");
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  @TempDir
  private Path folder;

  private static JsonNode manifest() throws IOException {
    return YAML.readTree(Files.readString(DEPLOY.resolve("slack/manifest.yaml")));
  }

  private static List<String> commands(JsonNode manifest) {
    return manifest.at("/features/slash_commands").valueStream().map(one -> one.path("command").asString()).toList();
  }

  @Test
  void asksForTheScopesThatAreUsedAndNoOther() throws IOException {
    assertThat(manifest().at("/oauth_config/scopes/bot").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(SlackApp.SCOPES);
    assertThat(manifest().at("/oauth_config/scopes").propertyNames()).containsExactly("bot");
    assertThat(manifest().at("/settings").has("event_subscriptions")).isFalse();
  }

  @Test
  void hasTheCommandsThatAreUnderstood() throws IOException {
    var grammar = new Grammar(new Catalogue(Map.of(), Map.of()));

    assertThat(commands(manifest())).containsExactlyElementsOf(SlackApp.COMMANDS);
    assertThat(grammar.parse("/restore status", Instant.EPOCH)).isInstanceOf(Understood.class);
    assertThat(grammar.parse("/diagnose", Instant.EPOCH)).isInstanceOf(Understood.class);
    assertThat(grammar.parse("/prognose", Instant.EPOCH)).isInstanceOf(Misunderstood.class);
  }

  @Test
  void isInteractiveOverSocketMode() throws IOException {
    var settings = manifest().path("settings");

    assertThat(settings.at("/interactivity/is_enabled").asBoolean()).isTrue();
    assertThat(settings.path("socket_mode_enabled").asBoolean()).isTrue();
    assertThat(settings.path("org_deploy_enabled").asBoolean()).isFalse();
    assertThat(settings.path("token_rotation_enabled").asBoolean()).isFalse();
    assertThat(manifest().at("/features/bot_user/display_name").asString()).isEqualTo(SlackApp.NAME);
    assertThat(manifest().at("/display_information/description").asString().length()).isLessThanOrEqualTo(140);
    assertThat(manifest().at("/features/slash_commands").valueStream()).allSatisfy(command -> {
      assertThat(command.path("should_escape").asBoolean(true)).isFalse();
      assertThat(command.path("description").asString()).isNotBlank();
      assertThat(command.path("usage_hint").asString()).isNotBlank();
    });
  }

  @Test
  void becomesOneForHttpWhereItsCommentsAreTaken() throws IOException {
    var text = Files.readString(DEPLOY.resolve("slack/manifest.yaml"))
        .replaceAll("# (.*) # over HTTP", "$1").replace("socket_mode_enabled: true", "socket_mode_enabled: false");

    var manifest = YAML.readTree(text);

    assertThat(manifest.at("/features/slash_commands").valueStream().map(one -> one.path("url").asString("")))
        .hasSize(SlackApp.COMMANDS.size()).containsOnly("https://HOST/slack/events");
    assertThat(manifest.at("/settings/interactivity/request_url").asString()).isEqualTo("https://HOST/slack/events");
  }

  @Test
  void theExampleOfAnOverlayIsRightWhereItsCommentIsTaken() throws IOException {
    var text = Files.readString(DEPLOY.resolve("overlays/sans-self/restorebot.yaml"));
    assertThat(text).contains("# slack: {");

    var slack = ConfigurationReader.read(Files.writeString(folder.resolve("restorebot.yaml"),
        text.replace("# slack: {", "slack: {"))).slack().orElseThrow();

    assertThat(slack.channels()).containsExactly("C0123456789");
    assertThat(slack.mode()).isEqualTo(Mode.SOCKET);
    assertThat(slack.api()).isEqualTo(URI.create("https://slack.com/api/"));
  }
}
