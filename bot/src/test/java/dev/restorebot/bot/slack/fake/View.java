package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A modal that a person sees or saw, as it was when it was looked at. Immutable.
///
/// @param versions all that it ever was, the newest last
/// @param errors what the app said against its last submission, by block id
public record View(String id, String user, String hash, String trigger, List<JsonNode> versions,
    Map<String, String> errors, boolean open) {
  /// Copies list and map.
  public View {
    versions = List.copyOf(versions);
    errors = Map.copyOf(errors);
  }

  /// What the app gave last, block ids added.
  public JsonNode json() {
    return versions.getLast();
  }

  /// How often it was changed.
  public int updates() {
    return versions.size() - 1;
  }

  /// As the person reads it.
  public String plain() {
    return Plain.ofView(json());
  }

  View updated(JsonNode json, String newHash) {
    var all = new ArrayList<>(versions);
    all.add(json);
    return new View(id, user, newHash, trigger, all, Map.of(), open);
  }

  View refused(Map<String, String> why) {
    return new View(id, user, hash, trigger, versions, why, open);
  }

  View closed() {
    return new View(id, user, hash, trigger, versions, errors, false);
  }

  /// As Slack sends it.
  ObjectNode sent(Installed app) {
    var sent = Json.object().put("id", id).put("team_id", app.team()).put("app_id", app.id())
        .put("app_installed_team_id", app.team()).put("bot_id", app.bot()).put("hash", hash).put("root_view_id", id)
        .putNull("previous_view_id").put("external_id", "").put("private_metadata", "").put("callback_id", "")
        .put("clear_on_close", false).put("notify_on_close", false);
    sent.putObject("state").putObject("values");
    sent.setAll((ObjectNode) json());
    return sent;
  }
}
