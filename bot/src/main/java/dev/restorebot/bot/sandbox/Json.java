package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// JSON as the stand-ins speak and write it.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// Writes a record or a map.
  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Reads a record written by [#write].
  static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /// Reads anything; what is not JSON is a missing node.
  static JsonNode read(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /// An answer of fields in order: a name, its value, the next name and so on.
  static LocalAnswer answer(int status, Object... fields) {
    return new LocalAnswer(status, write(object(fields)));
  }

  static Map<String, Object> object(Object... fields) {
    var object = new LinkedHashMap<String, Object>();
    for (var i = 0; i < fields.length; i += 2) {
      object.put((String) fields[i], fields[i + 1]);
    }
    return object;
  }
}
