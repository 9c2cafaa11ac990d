package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.Heard.Pressed;
import dev.restorebot.bot.slack.Heard.Typed;
import dev.restorebot.bot.slack.block.ButtonValue;
import dev.restorebot.commands.thread.Button.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The written form of what was heard, for the inbox: one object with a version, who spoke where, and what. What is of
/// version 1 has no number. Values with other names are passed over. Pure, thread-safe.
final class HeardJson {
  /// The version that is written.
  static final int VERSION = 2;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HeardJson() {}

  /// The text that is kept.
  static String write(Heard heard) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", VERSION);
    fields.putAll(fields(heard));
    return JSON.writeValueAsString(fields);
  }

  /// The same text for the same, in every process and in every version: what is said again after a restart or an update is known
  /// by it, so it is never changed.
  static String meaning(Heard heard) {
    return JSON.writeValueAsString(fields(heard));
  }

  private static Map<String, String> fields(Heard heard) {
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
    return fields;
  }

  private static String value(Action action) {
    return ButtonValue.of(action).orElseThrow(() -> new IllegalArgumentException("no button can carry " + action));
  }

  /// Reads what [#write] wrote in this version, or in an earlier one.
  ///
  /// @throws IllegalArgumentException if `text` is nothing of that
  static Heard read(String text) {
    var node = parse(text);
    if (node.path("version").asInt(1) > VERSION) {
      throw new IllegalArgumentException("it is of a newer version: " + node.path("version"));
    }
    var by = new Person(string(node, "by"));
    var channel = string(node, "channel");
    if (node.has("typed")) {
      return new Typed(by, channel, string(node, "typed"));
    }
    return node.has("pressed")
        ? new Pressed(by, channel, action(string(node, "pressed")), string(node, "confirmed"), string(node, "reason"))
        : new Opened(by, channel, action(string(node, "opened")));
  }

  /// Who spoke where, as far as a text tells that cannot be read otherwise.
  static Optional<Speaker> speaker(String text) {
    try {
      var node = parse(text);
      return Optional.of(new Speaker(new Person(string(node, "by")), string(node, "channel")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Who spoke in which channel.
  record Speaker(Person by, String channel) {}

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
