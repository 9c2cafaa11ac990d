package dev.restorebot.bot.slack;

import com.slack.api.Slack;
import com.slack.api.methods.response.auth.AuthTestResponse;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks whether Slack is set up as the bot needs it: tokens, scopes, channels, user groups, and how the app is configured.
/// Changes nothing. Blocks; thread-safe; what does not answer becomes a [Requirement] that is missing. No token is ever told.
public final class SlackReadiness {
  private static final String README = "see deploy/slack/README.md";
  /// What a token may consist of; anything else comes of a slip while copying, and could not be sent.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.-]+");
  private static final String GRANTED = "x-oauth-scopes";

  private final SlackSettings settings;
  private final SlackTokens tokens;
  private final String configurationToken;

  /// @param configurationToken shows how the app is configured; empty if there is none, which is the usual case
  public SlackReadiness(SlackSettings settings, SlackTokens tokens, String configurationToken) {
    this.settings = settings;
    this.tokens = tokens;
    this.configurationToken = configurationToken.strip();
  }

  /// The same, with what `environment` has of the tokens; of the configuration `SLACK_CONFIG_TOKEN`.
  public static SlackReadiness of(SlackSettings settings, Map<String, String> environment) {
    return new SlackReadiness(settings, SlackTokens.of(environment),
        Objects.requireNonNullElse(environment.get("SLACK_CONFIG_TOKEN"), ""));
  }

  /// What the bot needs of Slack, in the order in which it is set up.
  ///
  /// @param policy whose groups are looked at
  public List<Requirement> look(Policy policy) {
    var slack = WebApi.client(settings.api().toString());
    try {
      return look(slack, policy);
    } finally {
      close(slack);
    }
  }

  private static void close(Slack slack) {
    try {
      slack.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // The interface allows anything; the client throws nothing.
      throw new IllegalStateException("Slack's client could not be closed", e);
    }
  }

  private List<Requirement> look(Slack slack, Policy policy) {
    var requirements = new ArrayList<Requirement>();
    var api = new WebApi(slack, tokens.bot());
    var bot = bot(api);
    requirements.add(bot.requirement());
    requirements.add(settings.mode() == Mode.SOCKET ? app(slack) : signing());
    bot.granted().ifPresent(granted -> {
      requirements.addAll(scopes(granted));
      var places = new PlacesLook(api);
      requirements.addAll(places.channels(settings.channels()));
      requirements.addAll(places.groups(policy));
    });
    requirements.addAll(manifest(slack));
    return requirements;
  }

  /// What is known of the bot token.
  ///
  /// @param granted the scopes; empty if the token does not work, an empty list if they cannot be seen
  private record Bot(Requirement requirement, Optional<List<String>> granted) {}

  private Bot bot(WebApi api) {
    var what = "SLACK_BOT_TOKEN";
    var slip = slip(what, tokens.bot(), "xoxb-", "Install the app in the workspace and copy its bot token; " + README
        + ".");
    if (slip.isPresent()) {
      return new Bot(slip.get(), Optional.empty());
    }
    Outcome<AuthTestResponse> outcome = api.call(methods -> methods.authTest(request -> request));
    return switch (outcome) {
      case Outcome.Done(var response) -> new Bot(new Requirement(what, Status.THERE, "it is " + response.getUser()
          + " in the workspace " + response.getTeam(), ""), Optional.of(granted(response)));
      case Outcome.Refused<?> refused -> new Bot(new Requirement(what, Status.MISSING, "Slack refuses it: "
          + refused.why(), "Install the app in the workspace again and copy its bot token; " + README + "."),
          Optional.empty());
      case Outcome.Away<?>(var later) -> new Bot(away(what, later.why()), Optional.empty());
    };
  }

  private static List<String> granted(AuthTestResponse response) {
    return Optional.ofNullable(response.getHttpResponseHeaders()).map(headers -> headers.get(GRANTED)).stream()
        .flatMap(List::stream).flatMap(header -> Arrays.stream(header.split(",", -1))).map(String::strip)
        .filter(scope -> !scope.isEmpty()).toList();
  }

  private static Requirement away(String what, String why) {
    return new Requirement(what, Status.MISSING, why,
        "See that Slack can be reached from where restorebot runs, and check again.");
  }

  private Requirement app(Slack slack) {
    var what = "SLACK_APP_TOKEN";
    var next = "Make an app-level token with the scope connections:write; " + README + ".";
    return slip(what, tokens.app(), "xapp-", next).orElseGet(() -> {
      var outcome = new WebApi(slack, tokens.app()).call(methods -> methods.appsConnectionsOpen(request -> request));
      return switch (outcome) {
        case Outcome.Done<?> _ -> new Requirement(what, Status.THERE, "Socket Mode can connect", "");
        case Outcome.Refused<?> refused -> new Requirement(what, Status.MISSING, "Socket Mode cannot connect: "
            + refused.why(), next + " See that Socket Mode is on.");
        case Outcome.Away<?>(var later) -> away(what, later.why());
      };
    });
  }

  private Requirement signing() {
    var what = "SLACK_SIGNING_SECRET";
    return tokens.signing().isEmpty()
        ? new Requirement(what, Status.MISSING, "it is not set, so no request of Slack could be believed",
            "Copy it from the app's basic information; " + README + ".")
        : new Requirement(what, Status.THERE, "set; only a request of Slack shows whether it is the right one", "");
  }

  private static Optional<Requirement> slip(String what, String token, String beginning, String next) {
    if (token.isEmpty()) {
      return Optional.of(new Requirement(what, Status.MISSING, "it is not set", next));
    }
    return token.startsWith(beginning) && TOKEN.matcher(token).matches()
        ? Optional.empty()
        : Optional.of(new Requirement(what, Status.MISSING, "it is not a token that begins with " + beginning, next));
  }

  private static List<Requirement> scopes(List<String> granted) {
    if (granted.isEmpty()) {
      return List.of(new Requirement("scopes", Status.DOUBTFUL, "Slack does not say which the bot has",
          "Compare them with deploy/slack/manifest.yaml."));
    }
    var missing = SlackApp.SCOPES.stream().filter(scope -> !granted.contains(scope)).toList();
    return missing.isEmpty()
        ? List.of(new Requirement("scopes", Status.THERE, "all that are used are granted", ""))
        : missing.stream().map(scope -> new Requirement("scope " + scope, Status.MISSING, "not granted",
            "Add it to the app (OAuth & Permissions) and install the app again.")).toList();
  }

  private List<Requirement> manifest(Slack slack) {
    var look = new ManifestLook(settings.mode());
    if (configurationToken.isEmpty()) {
      return List.of(look.unseen("only a token for app configurations shows how it is configured"));
    }
    if (!TOKEN.matcher(configurationToken).matches()) {
      return List.of(look.unseen("SLACK_CONFIG_TOKEN is not a token"));
    }
    var app = tokens.appId().or(() -> asked(slack));
    return app.isEmpty()
        ? List.of(look.unseen("it is not known which app it is: SLACK_APP_TOKEN would tell"))
        : look.of(new WebApi(slack, configurationToken), app.get());
  }

  private Optional<String> asked(Slack slack) {
    if (slip("SLACK_APP_TOKEN", tokens.app(), "xapp-", "").isPresent()) {
      return Optional.empty();
    }
    Outcome<AuthTestResponse> outcome = new WebApi(slack, tokens.app()).call(methods -> methods.authTest(
        request -> request));
    return outcome instanceof Outcome.Done(var response)
        ? Optional.ofNullable(response.getAppId())
        : Optional.empty();
  }
}
