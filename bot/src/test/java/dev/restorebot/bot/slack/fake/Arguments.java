package dev.restorebot.bot.slack.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a Web API method was called with; JSON values are text, as in a form. Immutable.
record Arguments(Map<String, String> values) {
  Arguments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Reads a query string and a body.
  static Arguments of(String query, String contentType, String body) {
    var values = new LinkedHashMap<String, String>();
    form(query, values);
    if (contentType.startsWith("application/json")) {
      for (var field : Json.parse(body.isEmpty() ? "{}" : body).properties()) {
        values.put(field.getKey(),
            field.getValue().isString() ? field.getValue().asString() : field.getValue().toString());
      }
    } else {
      form(body, values);
    }
    return new Arguments(values);
  }

  private static void form(String text, Map<String, String> into) {
    for (var pair : text.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        into.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Arguments without(String name) {
    var rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new Arguments(rest);
  }

  /// Empty if it was not given.
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  String required(String name) {
    var value = text(name);
    if (value.isEmpty()) {
      throw new Refusal("invalid_arguments", Json.object().put("missing", name));
    }
    return value;
  }

  Optional<JsonNode> json(String name) {
    try {
      return Optional.of(text(name)).filter(text -> !text.isEmpty()).map(Json::parse);
    } catch (JacksonException _) {
      throw new Refusal("invalid_json");
    }
  }
}
