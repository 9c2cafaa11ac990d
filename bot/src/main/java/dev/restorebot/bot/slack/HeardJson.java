package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.Heard.Pressed;
import dev.restorebot.bot.slack.Heard.Typed;
import dev.restorebot.bot.slack.block.ButtonValue;
import dev.restorebot.commands.thread.Button.Action;
import java.util.LinkedHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The written form of what was heard, for the inbox. Pure, thread-safe.
final class HeardJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HeardJson() {}

  /// The same text for the same, in every process: what is said again after a restart is known by it.
  static String write(Heard heard) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("by", heard.by().id());
    fields.put("channel", heard.channel());
    switch (heard) {
      case Typed(_, _, var text) -> fields.put("typed", text);
      case Pressed(_, _, var action, var typed, var reason) -> {
        fields.put("pressed", value(action));
        fields.put("confirmed", typed);
        fields.put("reason", reason);
      }
      case Opened(_, _, var action) -> fields.put("opened", value(action));
    }
    return JSON.writeValueAsString(fields);
  }

  private static String value(Action action) {
    return ButtonValue.of(action).orElseThrow(() -> new IllegalArgumentException("no button can carry " + action));
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IllegalArgumentException if `text` is nothing of this version
  static Heard read(String text) {
    var node = parse(text);
    var by = new Person(string(node, "by"));
    var channel = string(node, "channel");
    if (node.has("typed")) {
      return new Typed(by, channel, string(node, "typed"));
    }
    return node.has("pressed")
        ? new Pressed(by, channel, action(string(node, "pressed")), string(node, "confirmed"), string(node, "reason"))
        : new Opened(by, channel, action(string(node, "opened")));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String string(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException("`" + field + "` is missing");
    }
    return value.stringValue();
  }

  private static Action action(String value) {
    return ButtonValue.read(value)
        .orElseThrow(() -> new IllegalArgumentException("a button of another version: " + value));
  }
}
