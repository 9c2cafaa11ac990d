package dev.restorebot.bot.slack.fake;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON, as it travels.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// @throws tools.jackson.core.JacksonException if it is not JSON
  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static String pretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  /// The text of a field; empty if there is none.
  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
