package dev.restorebot.bot.slack.door;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.Middleware;
import java.util.List;

/// Makes Bolt apps that acknowledge without asking Slack anything first.
public final class BoltApps {
  private BoltApps() {}

  /// An app of one workspace, to register handlers on. Neither making it nor starting it calls Slack, and nothing stands
  /// before a handler but that `ctx.client()` speaks with `botToken`. What Bolt would put there itself calls `auth.test` at
  /// the start and, again and again, between a click and its acknowledgement, and checks signatures worse than
  /// [SignatureCheck]. So the app takes everything that reaches it: it belongs behind a door.
  public static App of(Slack slack, String botToken) {
    var config = AppConfig.builder().slack(slack).singleTeamBotToken(botToken).build();
    Middleware speaker = (request, _, chain) -> {
      request.getContext().setBotToken(botToken);
      return chain.next(request);
    };
    return new App(config, List.of(speaker));
  }
}
