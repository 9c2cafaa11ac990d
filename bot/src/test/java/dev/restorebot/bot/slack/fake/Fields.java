package dev.restorebot.bot.slack.fake;

import java.util.HashSet;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a modal, filled in by a person as far as Slack's own window lets them.
final class Fields {
  private Fields() {}

  /// What a submission says; `values` are by `block_id/action_id`, a menu's is the label of the option.
  ///
  /// @throws AssertionError if the window would not let the person submit that
  static ObjectNode state(JsonNode view, Map<String, String> values) {
    var state = Json.object();
    var blocks = state.putObject("values");
    var left = new HashSet<>(values.keySet());
    for (var block : view.path("blocks")) {
      if ("input".equals(Json.text(block, "type"))) {
        var element = block.path("element");
        var id = Json.text(block, "block_id") + "/" + Json.text(element, "action_id");
        left.remove(id);
        blocks.putObject(Json.text(block, "block_id")).set(Json.text(element, "action_id"),
            filled(id, block, values.getOrDefault(id, Json.text(element, "initial_value"))));
      }
    }
    if (!left.isEmpty()) {
      throw new AssertionError("no fields " + left + " in " + blocks.propertyNames());
    }
    return state;
  }

  private static ObjectNode filled(String id, JsonNode block, String value) {
    var element = block.path("element");
    if (value.isEmpty() && !block.path("optional").asBoolean(false)) {
      throw new AssertionError("«" + id + "» must be filled in");
    }
    if (value.length() > element.path("max_length").asInt(3_000)
        || (!value.isEmpty() && value.length() < element.path("min_length").asInt(0))) {
      throw new AssertionError("«" + id + "» does not take " + value.length() + " characters");
    }
    var type = Json.text(element, "type");
    var filled = Json.object().put("type", type);
    switch (type) {
      case "plain_text_input" -> {
        if (value.isEmpty()) {
          filled.putNull("value");
        } else {
          filled.put("value", value);
        }
      }
      case "static_select", "radio_buttons" -> filled.set("selected_option", option(element, value));
      default -> throw new AssertionError("fields of type " + type + " are not known here");
    }
    return filled;
  }

  private static JsonNode option(JsonNode element, String label) {
    if (label.isEmpty()) {
      return NullNode.getInstance();
    }
    return element.path("options").valueStream()
        .filter(option -> label.equals(Json.text(option.path("text"), "text"))).findAny()
        .orElseThrow(() -> new AssertionError("no option «" + label + "»"));
  }
}
