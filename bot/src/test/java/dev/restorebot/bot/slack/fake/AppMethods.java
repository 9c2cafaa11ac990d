package dev.restorebot.bot.slack.fake;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// `auth.*`, `apps.*` and `bots.*`. Guarded by the server's watch.
final class AppMethods {
  private final Installed app;
  private final Workspace workspace;
  private final Addresses addresses;
  private final Set<String> tickets = new HashSet<>();

  AppMethods(Workspace workspace, Addresses addresses) {
    this.app = workspace.app();
    this.workspace = workspace;
    this.addresses = addresses;
  }

  ObjectNode authTest() {
    return Json.object().put("ok", true).put("url", "https://team.example/").put("team", "team")
        .put("user", app.name()).put("team_id", app.team()).put("user_id", app.user()).put("bot_id", app.bot())
        .put("is_enterprise_install", false);
  }

  /// What an app-level token is told.
  ObjectNode authTestOfApp() {
    return Json.object().put("ok", true).put("app_name", app.name()).put("app_id", app.id());
  }

  ObjectNode openConnection() {
    var ticket = workspace.nextId("ticket.");
    tickets.add(ticket);
    return Json.object().put("ok", true).put("url", addresses.socket(ticket) + "&app_id=" + app.id());
  }

  /// Says whether a socket may be opened with it; once.
  boolean redeem(String ticket) {
    return tickets.remove(ticket);
  }

  ObjectNode bot(Arguments arguments) {
    if (!arguments.required("bot").equals(app.bot())) {
      throw new Refusal("bot_not_found");
    }
    var answer = Json.object().put("ok", true);
    answer.putObject("bot").put("id", app.bot()).put("deleted", false).put("name", app.name()).put("app_id", app.id())
        .put("user_id", app.user());
    return answer;
  }

  ObjectNode manifest(Arguments arguments) {
    if (!arguments.required("app_id").equals(app.id())) {
      throw new Refusal("invalid_app_id");
    }
    var answer = Json.object().put("ok", true);
    answer.set("manifest", Json.parse(app.manifest()));
    return answer;
  }
}
