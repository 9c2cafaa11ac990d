package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What is wrong with some blocks, and where. Confined to its thread.
final class Findings {
  private static final int LONGEST_ID = 255;
  private static final Pattern CALLS_ALL = Pattern.compile("<!(channel|here|everyone)");

  private final List<String> all = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();
  private final Set<String> actionIds = new HashSet<>();

  List<String> all() {
    return List.copyOf(all);
  }

  void add(String where, String what) {
    all.add(where + ": " + what);
  }

  /// Reports the fields that `known` does not have; `type` needs no mention.
  void fields(JsonNode node, String where, String... known) {
    var rest = new HashSet<>(node.propertyNames());
    rest.remove("type");
    rest.removeAll(Set.of(known));
    rest.forEach(field -> add(where, "unknown field " + field));
  }

  void atMost(int limit, int actual, String where, String what) {
    if (actual > limit) {
      add(where, actual + " " + what + ", at most " + limit);
    }
  }

  /// A text that is there, and not too long.
  void string(JsonNode node, String field, int limit, String where) {
    if (!node.path(field).isString() || Json.text(node, field).isEmpty()) {
      add(where, "no " + field);
    }
    atMost(limit, Json.text(node, field).length(), where, "characters in " + field);
  }

  void optionalString(JsonNode node, String field, int limit, String where) {
    if (node.has(field)) {
      if (!node.path(field).isString()) {
        add(where, field + " is not a text");
      }
      atMost(limit, Json.text(node, field).length(), where, "characters in " + field);
    }
  }

  void plainText(JsonNode holder, String field, int limit, String where) {
    var text = holder.path(field);
    if (!"plain_text".equals(Json.text(text, "type"))) {
      add(where, field + " is not a plain_text");
      return;
    }
    text(text, limit, where + "." + field);
  }

  void optionalPlainText(JsonNode holder, String field, int limit, String where) {
    if (holder.has(field)) {
      plainText(holder, field, limit, where);
    }
  }

  /// A text object of either kind.
  void text(JsonNode text, int limit, String where) {
    switch (Json.text(text, "type")) {
      case "plain_text" -> fields(text, where, "text", "emoji");
      case "mrkdwn" -> {
        fields(text, where, "text", "verbatim");
        if (CALLS_ALL.matcher(Json.text(text, "text")).find()) {
          add(where, "calls everybody");
        }
      }
      default -> add(where, "not a text object but «" + Json.text(text, "type") + "»");
    }
    string(text, "text", limit, where);
  }

  void blockId(JsonNode block, String where) {
    optionalString(block, "block_id", LONGEST_ID, where);
    if (block.has("block_id") && !blockIds.add(Json.text(block, "block_id"))) {
      add(where, "block_id " + Json.text(block, "block_id") + " is taken");
    }
  }

  void actionId(JsonNode element, String where) {
    optionalString(element, "action_id", LONGEST_ID, where);
    if (element.has("action_id") && !actionIds.add(Json.text(element, "action_id"))) {
      add(where, "action_id " + Json.text(element, "action_id") + " is taken");
    }
  }
}
