package dev.restorebot.bot.chat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Heard.How;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The written form of what was heard, for the inbox: one object with a version, who spoke where, and what. What is of
/// version 1 has no number; up to version 2 a command is kept as text only, and is understood when it is read. Values with other
/// names are passed over. Pure, thread-safe.
final class HeardJson {
  /// The version that is written.
  static final int VERSION = 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HeardJson() {}

  /// The text that is kept.
  static String write(Heard heard, Places places) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", VERSION);
    fields.putAll(fields(heard));
    if (heard instanceof Said said) {
      CommandJson.write(said.command(), said.by(), places.where(said.channel())).ifPresent(means -> {
        fields.put("means", means);
        fields.put("echo", said.echo());
      });
    }
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
      case Said said when said.how() == How.TYPED -> fields.put("typed", said.text());
      case Said said -> fields.putAll(pressed(new Action.Say(said.text()), "", ""));
      case Pressed(_, _, var action, var typed, var reason) -> fields.putAll(pressed(action, typed, reason));
      case Opened(_, _, var action) -> fields.put("opened", ButtonValue.of(action));
    }
    return fields;
  }

  private static Map<String, String> pressed(Action action, String typed, String reason) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("pressed", ButtonValue.of(action));
    fields.put("confirmed", typed);
    fields.put("reason", reason);
    return fields;
  }

  /// Reads what [#write] wrote in this version, or in an earlier one.
  ///
  /// @param understand what a command meant that is kept as text only, when it was said
  /// @throws IllegalArgumentException if `text` is nothing of that, or a command that means nothing any more
  static Heard read(String text, Function<String, Parsed> understand) {
    var node = parse(text);
    if (node.path("version").asInt(1) > VERSION) {
      throw new IllegalArgumentException("it is of a newer version: " + node.path("version"));
    }
    var by = new Person(string(node, "by"));
    var channel = string(node, "channel");
    if (node.has("typed")) {
      return said(by, channel, How.TYPED, string(node, "typed"), node, understand);
    }
    if (!node.has("pressed")) {
      return new Opened(by, channel, action(string(node, "opened")));
    }
    return switch (action(string(node, "pressed"))) {
      case Action.Say(var command) -> said(by, channel, How.PRESSED, command, node, understand);
      case Action action -> new Pressed(by, channel, action, string(node, "confirmed"), string(node, "reason"));
    };
  }

  private static Said said(Person by, String channel, How how, String text, JsonNode node,
      Function<String, Parsed> understand) {
    if (node.path("means") instanceof ObjectNode means) {
      return new Said(by, channel, how, text, CommandJson.read(means), string(node, "echo"));
    }
    return switch (understand.apply(text)) {
      case Parsed.Understood(var command, var echo) -> new Said(by, channel, how, text, command, echo);
      case Parsed.Misunderstood(var problem, _) -> throw new IllegalArgumentException(problem);
    };
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
