package dev.restorebot.bot.slack;

import com.slack.api.methods.response.apps.manifest.AppsManifestExportResponse;
import com.slack.api.model.manifest.AppManifest;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks how the app is configured in Slack. Only a token for app configurations may see that.
record ManifestLook(Mode mode) {
  private static final String WHAT = "interactivity, Socket Mode and commands";

  /// What cannot be seen, and how it can be.
  Requirement unseen(String why) {
    return new Requirement(WHAT, Status.DOUBTFUL, why, "Compare the app's manifest at https://api.slack.com/apps with"
        + " deploy/slack/manifest.yaml, or make an app configuration token there, set SLACK_CONFIG_TOKEN, and check"
        + " again.");
  }

  List<Requirement> of(WebApi api, String app) {
    Outcome<AppsManifestExportResponse> outcome =
        api.call(methods -> methods.appsManifestExport(request -> request.appId(app)));
    return switch (outcome) {
      case Outcome.Done(var response) -> seen(response.getManifest());
      case Outcome.Refused<?> refused -> List.of(unseen("SLACK_CONFIG_TOKEN is good for twelve hours; Slack says "
          + refused.why()));
      case Outcome.Away<?>(var later) -> List.of(unseen(later.why()));
    };
  }

  private List<Requirement> seen(AppManifest manifest) {
    var settings = Optional.ofNullable(manifest.getSettings());
    var requirements = new ArrayList<Requirement>();
    var interactive = settings.map(AppManifest.Settings::getInteractivity)
        .map(AppManifest.Interactivity::getIsEnabled).orElse(false);
    requirements.add(interactive
        ? there("interactivity", "on")
        : missing("interactivity", "off: buttons would do nothing", "Turn it on (Interactivity & Shortcuts)."));
    requirements.add(socketMode(settings.map(AppManifest.Settings::getSocketModeEnabled).orElse(false)));
    var commands = Optional.ofNullable(manifest.getFeatures()).map(AppManifest.Features::getSlashCommands).stream()
        .flatMap(List::stream).map(AppManifest.SlashCommand::getCommand).toList();
    SlackApp.COMMANDS.forEach(command -> requirements.add(commands.contains(command)
        ? there("command " + command, "registered")
        : missing("command " + command, "not registered", "Add it (Slash Commands) and install the app again.")));
    return requirements;
  }

  private Requirement socketMode(boolean on) {
    var what = "Socket Mode";
    return switch (mode) {
      case SOCKET -> on
          ? there(what, "on")
          : missing(what, "off: nothing that people type or press would arrive", "Turn it on (Socket Mode).");
      case HTTP -> on
          ? missing(what, "on, while the configuration says `mode: http`: Slack sends no requests",
              "Turn it off (Socket Mode), or say `mode: socket`.")
          : there(what, "off, as `mode: http` needs it");
    };
  }

  private static Requirement there(String what, String detail) {
    return new Requirement(what, Status.THERE, detail, "");
  }

  private static Requirement missing(String what, String detail, String next) {
    return new Requirement(what, Status.MISSING, detail, next);
  }
}
