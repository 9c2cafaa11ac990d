package dev.restorebot.bot.slack.fake;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A channel as a person reads it, and as JSON that is the same each time.
final class Transcripts {
  private static final String INDENT = "  ";

  private Transcripts() {}

  /// Threads stand indented under the message that began them.
  static String of(List<Message> messages, Workspace workspace) {
    var lines = new StringBuilder();
    for (var message : messages) {
      if (!message.isReply()) {
        lines.append(told(message, workspace));
        messages.stream().filter(reply -> reply.isReply() && message.ts().equals(reply.threadTs()))
            .forEach(reply -> lines.append(told(reply, workspace).indent(4)));
      }
    }
    return lines.toString();
  }

  private static String told(Message message, Workspace workspace) {
    return workspace.people().getOrDefault(message.user(), message.user()) + ":\n"
        + message.plain().lines().map(line -> (INDENT + line).stripTrailing() + "\n").collect(Collectors.joining());
  }

  /// Timestamps are ordinals, ids that the server made up are left out, fields are in order.
  static String json(List<Message> messages, Installed app) {
    var all = Json.array();
    for (var message : messages) {
      all.add(sorted(Payloads.message(message, app).put("deleted", message.deleted())));
    }
    var text = Json.pretty(all) + "\n";
    var ordinal = 0;
    for (var message : messages) {
      ordinal++;
      text = text.replace(message.ts(), "ts-" + ordinal);
    }
    return text;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode array) {
      var copy = Json.array();
      array.forEach(each -> copy.add(sorted(each)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    var fields = new TreeMap<String, JsonNode>();
    node.properties().stream().filter(field -> !isMadeUp(field.getValue()))
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    var copy = Json.object();
    if (fields.containsKey("type")) {
      copy.set("type", fields.remove("type"));
    }
    fields.forEach((name, value) -> copy.set(name, sorted(value)));
    return copy;
  }

  private static boolean isMadeUp(JsonNode value) {
    return value.isString() && value.asString().matches("(" + Buttons.BLOCK + "|" + Buttons.ACTION + ")\\d+");
  }
}
