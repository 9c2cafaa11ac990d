package dev.restorebot.bot.slack.fake;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Slack sends to an app, in Slack's own shapes. Guarded by the server's watch.
final class Payloads {
  private static final String VERIFICATION = "fake-verification-token";

  private final Workspace workspace;
  private final ResponseUrls responseUrls;

  Payloads(Workspace workspace, ResponseUrls responseUrls) {
    this.workspace = workspace;
    this.responseUrls = responseUrls;
  }

  /// A message as Slack shows it to an app.
  static ObjectNode message(Message message, Installed app) {
    var json = Json.object().put("type", "message").put("user", message.user()).put("ts", message.ts())
        .put("text", message.text()).put("team", app.team());
    if (message.user().equals(app.user())) {
      json.put("bot_id", app.bot()).put("app_id", app.id());
    }
    if (message.threadTs() != null) {
      json.put("thread_ts", message.threadTs());
    }
    if (!message.files().isEmpty()) {
      var files = json.putArray("files");
      message.files().forEach(name -> files.addObject().put("name", name));
    }
    if (!message.blocks().isEmpty()) {
      json.set("blocks", message.blocks());
    }
    return json;
  }

  ObjectNode command(String user, Room room, String command, String text) {
    var app = workspace.app();
    return Json.object().put("token", VERIFICATION).put("team_id", app.team()).put("team_domain", "team")
        .put("channel_id", room.id()).put("channel_name", room.secret() ? "privategroup" : room.name())
        .put("user_id", user).put("user_name", workspace.nameOf(user)).put("command", command)
        .put("text", escaped(text)).put("api_app_id", app.id()).put("is_enterprise_install", "false")
        .put("response_url", responseUrls.forCommand(room.id(), user)).put("trigger_id", workspace.trigger(user));
  }

  /// As with "escape channels, users, and links": people, groups and channels become ids.
  private String escaped(String typed) {
    var text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    for (var person : workspace.people().entrySet()) {
      text = mention(text, "@" + person.getValue(), "<@" + person.getKey() + "|" + person.getValue() + ">");
    }
    for (var group : workspace.groups().values()) {
      text = mention(text, "@" + group.handle(), "<!subteam^" + group.id() + "|@" + group.handle() + ">");
    }
    for (var room : workspace.rooms().values()) {
      text = mention(text, "#" + room.name(), "<#" + room.id() + "|" + room.name() + ">");
    }
    return text;
  }

  private static String mention(String text, String typed, String meant) {
    var whole = "(?<![\\w<|^])" + Pattern.quote(typed) + "(?![\\w.-])";
    return text.replaceAll(whole, Matcher.quoteReplacement(meant));
  }

  ObjectNode clicked(String user, Message message, Buttons.Found found) {
    var room = workspace.room(message.channel());
    var payload = action(user, found);
    var container = payload.putObject("container").put("type", "message").put("message_ts", message.ts())
        .put("channel_id", room.id()).put("is_ephemeral", false);
    if (message.threadTs() != null) {
      container.put("thread_ts", message.threadTs());
    }
    payload.putObject("channel").put("id", room.id()).put("name", room.secret() ? "privategroup" : room.name());
    payload.set("message", message(message, workspace.app()));
    return payload.put("response_url", responseUrls.forMessage(message, user));
  }

  ObjectNode clicked(String user, Ephemeral ephemeral, Buttons.Found found) {
    var room = workspace.room(ephemeral.channel());
    var payload = action(user, found);
    var container = payload.putObject("container").put("type", "message").put("message_ts", ephemeral.id())
        .put("channel_id", room.id()).put("is_ephemeral", true);
    if (ephemeral.threadTs() != null) {
      container.put("thread_ts", ephemeral.threadTs());
    }
    payload.putObject("channel").put("id", room.id()).put("name", room.secret() ? "privategroup" : room.name());
    return payload.put("response_url", responseUrls.forEphemeral(ephemeral));
  }

  private ObjectNode action(String user, Buttons.Found found) {
    var payload = interaction("block_actions", user).put("trigger_id", workspace.trigger(user))
        .putNull("enterprise").put("is_enterprise_install", false);
    payload.putObject("state").putObject("values");
    var element = found.element();
    var action = payload.putArray("actions").addObject().put("action_ts", workspace.nextTs())
        .put("block_id", Json.text(found.block(), "block_id"));
    for (var field : new String[]{"type", "action_id", "text", "value", "style", "confirm", "placeholder"}) {
      if (element.has(field)) {
        action.set(field, element.path(field));
      }
    }
    found.option().ifPresent(option -> action.set("selected_option", option));
    return payload;
  }

  /// A submission; `values` is what was filled in, by `block_id/action_id`.
  ObjectNode submitted(View view, Map<String, String> values) {
    var payload = interaction("view_submission", view.user()).put("trigger_id", workspace.trigger(view.user()))
        .putNull("enterprise").put("is_enterprise_install", false);
    payload.putArray("response_urls");
    var sent = view.sent(workspace.app());
    sent.set("state", Fields.state(view.json(), values));
    payload.set("view", sent);
    return payload;
  }

  ObjectNode cancelled(View view) {
    var payload = interaction("view_closed", view.user()).put("is_cleared", false).putNull("enterprise")
        .put("is_enterprise_install", false);
    payload.set("view", view.sent(workspace.app()));
    return payload;
  }

  private ObjectNode interaction(String type, String user) {
    var app = workspace.app();
    var name = workspace.nameOf(user);
    var payload = Json.object().put("type", type).put("api_app_id", app.id()).put("token", VERIFICATION);
    payload.putObject("team").put("id", app.team()).put("domain", "team");
    payload.putObject("user").put("id", user).put("username", name).put("name", name).put("team_id", app.team());
    return payload;
  }

  ObjectNode event(JsonNode event) {
    var app = workspace.app();
    var payload = Json.object().put("token", VERIFICATION).put("team_id", app.team()).put("api_app_id", app.id())
        .put("type", "event_callback").put("event_id", workspace.nextId("Ev")).put("event_time",
            workspace.now().getEpochSecond())
        .put("is_ext_shared_channel", false).put("event_context", "fake-context");
    payload.putArray("authorizations").addObject().putNull("enterprise_id").put("team_id", app.team())
        .put("user_id", app.user()).put("is_bot", true).put("is_enterprise_install", false);
    payload.set("event", event);
    return payload;
  }
}
