package dev.restorebot.bot.slack;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the bot proves itself with; from the environment only, and never in a message, a log or a file.
///
/// @param bot for the Web API
/// @param app for Socket Mode; empty over HTTP
/// @param signing what requests are signed with; empty in Socket Mode
public record SlackTokens(String bot, String app, String signing) {
  private static final Pattern APP = Pattern.compile("xapp-\\d+-(A[A-Z0-9]+)-");

  /// What `environment` has of `SLACK_BOT_TOKEN`, `SLACK_APP_TOKEN` and `SLACK_SIGNING_SECRET`.
  public static SlackTokens of(Map<String, String> environment) {
    return new SlackTokens(stripped(environment, "SLACK_BOT_TOKEN"), stripped(environment, "SLACK_APP_TOKEN"),
        stripped(environment, "SLACK_SIGNING_SECRET"));
  }

  /// The app's id, which its token for Socket Mode carries: `xapp-1-A0123456789-...`.
  Optional<String> appId() {
    var parts = APP.matcher(app);
    return parts.lookingAt() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  private static String stripped(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).orElse("");
  }

  @Override
  public String toString() {
    return "SlackTokens";
  }
}
