package dev.restorebot.bot.slack.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `views.*`. Guarded by the server's watch.
final class ViewMethods {
  private final Workspace workspace;

  ViewMethods(Workspace workspace) {
    this.workspace = workspace;
  }

  ObjectNode open(Arguments arguments) {
    var given = given(arguments);
    var trigger = arguments.required("trigger_id");
    return answer(open(workspace.redeem(trigger), trigger, given));
  }

  View open(String user, String trigger, JsonNode given) {
    var view = new View(workspace.nextId("V"), user, workspace.nextId("hash."), trigger,
        List.of(workspace.acceptedView(given)), Map.of(), true);
    workspace.views().put(view.id(), view);
    return view;
  }

  ObjectNode update(Arguments arguments) {
    var given = given(arguments);
    var view = Optional.ofNullable(workspace.views().get(arguments.required("view_id"))).filter(View::open)
        .orElseThrow(() -> new Refusal("not_found"));
    var hash = arguments.text("hash");
    if (!hash.isEmpty() && !hash.equals(view.hash())) {
      throw new Refusal("hash_conflict");
    }
    return answer(update(view, given));
  }

  View update(View view, JsonNode given) {
    var updated = view.updated(workspace.acceptedView(given), workspace.nextId("hash."));
    workspace.views().put(view.id(), updated);
    return updated;
  }

  private static JsonNode given(Arguments arguments) {
    return arguments.json("view").orElseThrow(() -> new Refusal("invalid_arguments"));
  }

  private ObjectNode answer(View view) {
    var answer = Json.object().put("ok", true);
    answer.set("view", view.sent(workspace.app()));
    return answer;
  }
}
