package dev.restorebot.bot.chat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a button carries along: its action as JSON. Buttons outlive the program that posted them, so each shape stays readable
/// for as long as a message of it may be there; a new one has other keys. Pure, thread-safe.
///
/// - `{"say":"/restore undo r-7k2m4q"}`
/// - `{"run":"r-7k2m4q","gate":"start","fingerprint":"6d1f0a2b9c3e4f50","choice":"approve"}`
/// - `{"breakGlass":"r-7k2m4q","gate":"start","fingerprint":"6d1f0a2b9c3e4f50"}`
public final class ButtonValue {
  private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> SAY = Set.of("say");
  private static final Set<String> CHOOSE = Set.of("run", "gate", "fingerprint", "choice");
  private static final Set<String> BREAK_GLASS = Set.of("breakGlass", "gate", "fingerprint");
  /// What is longer was never a button's.
  private static final int LONGEST = 2000;
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9]{1,64}");

  private ButtonValue() {}

  /// The value of a button for `action`. A chat looks whether its buttons can carry that much.
  public static String of(Action action) {
    var fields = new LinkedHashMap<String, String>();
    switch (action) {
      case Action.Say(var command) -> fields.put("say", command);
      case Action.Choose(var run, var gate, var fingerprint, var choice) -> {
        fields.put("run", run.value());
        fields.put("gate", gate.word());
        fields.put("fingerprint", fingerprint.value());
        fields.put("choice", choice.word());
      }
      case Action.BreakGlass(var run, var gate, var fingerprint) -> {
        fields.put("breakGlass", run.value());
        fields.put("gate", gate.word());
        fields.put("fingerprint", fingerprint.value());
      }
    }
    return JSON.writeValueAsString(fields);
  }

  /// The action that `value` stands for; empty if it is no such value, or one of a version that no longer is.
  public static Optional<Action> read(String value) {
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    return fields(value).flatMap(fields -> {
      if (fields.keySet().equals(SAY)) {
        return Optional.of(new Action.Say(fields.getOrDefault("say", "")));
      }
      if (fields.keySet().equals(BREAK_GLASS)) {
        return breakGlass(fields);
      }
      return fields.keySet().equals(CHOOSE) ? choose(fields) : Optional.empty();
    });
  }

  private static Optional<Map<String, String>> fields(String value) {
    try {
      var node = JSON.readTree(value);
      if (!node.isObject() || node.valueStream().anyMatch(field -> !field.isString())) {
        return Optional.empty();
      }
      var fields = new LinkedHashMap<String, String>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        fields.put(field.getKey(), field.getValue().asString());
      }
      return Optional.of(fields);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Action> choose(Map<String, String> fields) {
    return RunId.parse(fields.getOrDefault("run", "")).flatMap(run -> gate(fields)
        .flatMap(gate -> fingerprint(fields).flatMap(fingerprint -> choice(fields, gate)
            .map(choice -> new Action.Choose(run, gate, fingerprint, choice)))));
  }

  private static Optional<Action> breakGlass(Map<String, String> fields) {
    return RunId.parse(fields.getOrDefault("breakGlass", "")).flatMap(run -> gate(fields)
        .flatMap(gate -> fingerprint(fields).map(fingerprint -> new Action.BreakGlass(run, gate, fingerprint))));
  }

  private static Optional<Gate> gate(Map<String, String> fields) {
    return Arrays.stream(Gate.values()).filter(gate -> gate.word().equals(fields.get("gate"))).findFirst();
  }

  private static Optional<Fingerprint> fingerprint(Map<String, String> fields) {
    return Optional.ofNullable(fields.get("fingerprint")).filter(text -> FINGERPRINT.matcher(text).matches())
        .map(Fingerprint::new);
  }

  private static Optional<Choice> choice(Map<String, String> fields, Gate gate) {
    return gate.choices().stream().filter(choice -> choice.word().equals(fields.get("choice"))).findFirst();
  }
}
