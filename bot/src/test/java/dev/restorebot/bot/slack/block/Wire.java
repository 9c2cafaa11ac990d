package dev.restorebot.bot.slack.block;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Slack's client would send, and what a person would see of it.
final class Wire {
  private static final Gson CLIENT = GsonFactory.createSnakeCase();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Wire() {}

  /// The JSON of blocks or of a view.
  static JsonNode of(Object value) {
    return JSON.readTree(CLIENT.toJson(value));
  }

  static String pretty(Rendered rendered) {
    var all = JSON.createObjectNode().put("text", rendered.text());
    all.set("blocks", of(rendered.blocks()));
    rendered.overflow().ifPresent(overflow -> all.set("overflow", of(overflow)));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  /// All elements of `type`, wherever they are.
  static List<JsonNode> all(JsonNode node, String type) {
    var found = new ArrayList<JsonNode>();
    if (node.path("type").asString("").equals(type)) {
      found.add(node);
    }
    node.valueStream().forEach(child -> found.addAll(all(child, type)));
    return found;
  }

  /// All that is shown as text, piece by piece.
  static List<String> texts(JsonNode node) {
    var texts = new ArrayList<String>();
    if (node.path("text").isString()) {
      texts.add(node.path("text").asString());
    }
    node.valueStream().forEach(child -> texts.addAll(texts(child)));
    return texts;
  }

  static String shown(Rendered rendered) {
    return String.join("|", texts(of(rendered.blocks())));
  }
}
