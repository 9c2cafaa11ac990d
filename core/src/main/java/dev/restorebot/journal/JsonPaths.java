package dev.restorebot.journal;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What upcasters do to JSON.
final class JsonPaths {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonPaths() {}

  /// Does something to the object at `path` below `node`, if it is there; to each of them where a part of the path is a list.
  ///
  /// @param path names with dots between them: `plan.snapshot.sources`
  static void at(JsonNode node, String path, Consumer<ObjectNode> change) {
    at(node, path.isEmpty() ? List.of() : List.of(path.split("\\.", -1)), change);
  }

  private static void at(JsonNode node, List<String> path, Consumer<ObjectNode> change) {
    switch (node) {
      case ArrayNode list -> list.forEach(one -> at(one, path, change));
      case ObjectNode object when path.isEmpty() -> change.accept(object);
      case ObjectNode object when object.has(path.getFirst()) ->
        at(object.get(path.getFirst()), path.subList(1, path.size()), change);
      default -> {
        // It is not there.
      }
    }
  }

  /// Gives `object` a value called `name` if it has none.
  static void give(ObjectNode object, String name, JsonNode value) {
    if (!object.has(name)) {
      object.set(name, value);
    }
  }

  static ArrayNode list() {
    return NODES.arrayNode();
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static JsonNode nothing() {
    return NODES.nullNode();
  }

  static JsonNode text(String value) {
    return NODES.stringNode(value);
  }
}
