package dev.restorebot.bot.slack.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people do in the workspace, and what they see of the app's acknowledgement. Guarded by the server's watch.
final class People {
  private final Workspace workspace;
  private final Conversation conversation;
  private final ResponseUrls responseUrls;
  private final Deliveries deliveries;
  private final Payloads payloads;
  private final ViewMethods views;

  People(Workspace workspace, Conversation conversation, ResponseUrls responseUrls, Deliveries deliveries) {
    this.workspace = workspace;
    this.conversation = conversation;
    this.responseUrls = responseUrls;
    this.deliveries = deliveries;
    this.payloads = new Payloads(workspace, responseUrls);
    this.views = new ViewMethods(workspace);
  }

  Ack command(String user, String channel, String command, String text) {
    if (!workspace.app().scopes().contains("commands")) {
      throw new AssertionError("the app has no commands: scope commands is missing");
    }
    return deliveries.send("slash_commands", payloads.command(user, workspace.room(channel), command, text),
        answer -> acknowledged(channel, user, answer));
  }

  private void acknowledged(String channel, String user, JsonNode answer) {
    if (answer.has("text") || answer.has("blocks")) {
      try {
        responseUrls.acknowledge(channel, user, answer);
      } catch (Refusal refusal) {
        workspace.violation("an acknowledgement that Slack does not show: " + refusal.getMessage());
      }
    }
  }

  Ack mention(String user, String channel, @Nullable String thread, String text) {
    var app = workspace.app();
    if (!app.scopes().contains("app_mentions:read") || !workspace.room(channel).members().contains(app.user())) {
      throw new AssertionError(
          "the app would not hear of it: it is not in " + channel + ", or has no app_mentions:read");
    }
    var said = new Message.Version("<@" + app.user() + "> " + text, Json.array());
    var message = conversation.post(workspace.room(channel), user, thread, said);
    var event = Json.object().put("type", "app_mention").put("user", user).put("ts", message.ts())
        .put("text", message.text()).put("team", app.team()).put("channel", channel).put("event_ts", message.ts());
    if (thread != null) {
      event.put("thread_ts", thread);
    }
    return event(event);
  }

  Ack event(ObjectNode event) {
    return deliveries.send("events_api", payloads.event(event), _ -> {});
  }

  /// The message as it is now.
  Message now(Message message) {
    return workspace.room(message.channel()).message(message.ts()).filter(each -> !each.deleted())
        .orElseThrow(() -> new AssertionError("the message was deleted"));
  }

  Ack clickOld(String user, Message message, String label) {
    return interact(payloads.clicked(user, message, Buttons.labelled(message.blocks(), label)));
  }

  Ack click(Ephemeral ephemeral, String label) {
    return interact(payloads.clicked(ephemeral.user(), ephemeral, Buttons.labelled(ephemeral.blocks(), label)));
  }

  private Ack interact(ObjectNode payload) {
    return deliveries.send("interactive", payload, _ -> {});
  }

  Ack submit(String user, View view, Map<String, String> values) {
    var shown = shown(user, view);
    return deliveries.send("interactive", payloads.submitted(shown, values), answer -> submitted(shown.id(), answer));
  }

  Ack cancel(String user, View view) {
    var shown = shown(user, view);
    workspace.views().put(shown.id(), shown.closed());
    var payload = payloads.cancelled(shown);
    return shown.json().path("notify_on_close").asBoolean(false)
        ? interact(payload)
        : new Ack(new Watch(), new Ack.Sent("interactive", "", payload, _ -> {}));
  }

  private View shown(String user, View view) {
    var shown = Optional.ofNullable(workspace.views().get(view.id())).filter(View::open)
        .orElseThrow(() -> new AssertionError("the view is closed"));
    if (!shown.user().equals(user)) {
      throw new AssertionError("the view was opened for " + shown.user());
    }
    return shown;
  }

  private void submitted(String id, JsonNode answer) {
    var view = workspace.views().get(id);
    if (view == null) {
      return;
    }
    try {
      switch (Json.text(answer, "response_action")) {
        case "errors" -> workspace.views().put(id, view.refused(errors(view, answer.path("errors"))));
        case "update" -> views.update(view, answer.path("view"));
        case "push" -> views.open(view.user(), view.trigger(), answer.path("view"));
        case "", "clear" -> workspace.views().put(id, view.closed());
        default -> workspace.violation("response_action " + Json.text(answer, "response_action"));
      }
    } catch (Refusal refusal) {
      workspace.violation("a view that Slack does not show: " + refusal.getMessage());
    }
  }

  private Map<String, String> errors(View view, JsonNode errors) {
    var inputs = view.json().path("blocks").valueStream().filter(block -> "input".equals(Json.text(block, "type")))
        .map(block -> Json.text(block, "block_id")).toList();
    var found = new LinkedHashMap<String, String>();
    for (var error : errors.properties()) {
      if (!inputs.contains(error.getKey())) {
        workspace.violation("an error at " + error.getKey() + ", which is none of " + List.copyOf(inputs));
      }
      found.put(error.getKey(), error.getValue().asString(""));
    }
    return found;
  }
}
