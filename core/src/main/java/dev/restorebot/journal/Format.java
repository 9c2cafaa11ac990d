package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.run.EventCodec.NewerVersionException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A stored format: the records that are written now, and the way to them from each earlier version. Every entry says which
/// version it is of; those without a number are of version 1, or from before it. Values with names that the records do not
/// have are passed over. Thread-safe.
///
/// @param <R> what the records are
final class Format<R> {
  private static final String VERSION = "version";

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .changeDefaultNullHandling(_ -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
      .build();

  private static final Pattern MISSING = Pattern.compile("^Missing .*property '");

  private final Class<R> records;
  private final List<Upcaster> upcasters;
  /// What an entry of the current version begins with, so that it need not be taken apart twice.
  private final String current;

  /// @param upcasters the way from each version to the next, the first from what was written before version 1
  Format(Class<R> records, List<Upcaster> upcasters) {
    this.records = records;
    this.upcasters = List.copyOf(upcasters);
    this.current = "{\"" + VERSION + "\":" + version() + ",";
  }

  /// The version that is written.
  int version() {
    return upcasters.size();
  }

  /// The text of `record`, in the current version.
  String write(R record) {
    var entry = MAPPER.createObjectNode().put(VERSION, version());
    entry.setAll(MAPPER.<ObjectNode>valueToTree(record));
    return MAPPER.writeValueAsString(entry);
  }

  /// Reads an entry of the current version or of an earlier one.
  ///
  /// @throws NewerVersionException if it is of a newer one
  /// @throws JacksonException if it is not JSON, or lacks something, or has something of the wrong kind
  /// @throws IllegalArgumentException if it is no entry
  R read(String text) {
    return text.startsWith(current)
        ? MAPPER.readValue(text, records)
        : MAPPER.treeToValue(raised(tree(text)), records);
  }

  private ObjectNode raised(ObjectNode entry) {
    var version = version(entry);
    if (version > version()) {
      throw new NewerVersionException(version, version());
    }
    upcasters.subList(entry.has(VERSION) ? version : 0, version()).forEach(upcaster -> upcaster.raise(entry));
    return entry;
  }

  /// The version of which `entry` is.
  static int version(ObjectNode entry) {
    var number = entry.path(VERSION);
    if (number.isMissingNode()) {
      return 1;
    }
    if (!number.isInt() || number.intValue() < 1) {
      throw new IllegalArgumentException("`" + VERSION + "` is no number of a version");
    }
    return number.intValue();
  }

  /// The text of an entry as JSON.
  ///
  /// @throws JacksonException if it is not JSON
  /// @throws IllegalArgumentException if it is no object
  static ObjectNode tree(String text) {
    if (MAPPER.readTree(text) instanceof ObjectNode entry) {
      return entry;
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  /// `record` as JSON, without a version.
  static ObjectNode json(Object record) {
    return MAPPER.valueToTree(record);
  }

  /// A JSON value of any kind.
  ///
  /// @throws JacksonException if it is not JSON
  static JsonNode node(String text) {
    return MAPPER.readTree(text);
  }

  /// `node` in one line.
  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// What is wrong with a text that could not be read, for people.
  static String reason(RuntimeException failure) {
    return switch (failure) {
      case InvalidTypeIdException e -> "this version knows no \"" + e.getTypeId() + "\"";
      case JacksonException e when MISSING.matcher(e.getOriginalMessage()).find() -> "`" + path(e) + "` is missing";
      case JacksonException e -> brief(e.getOriginalMessage()) + (path(e).isEmpty() ? "" : " in `" + path(e) + "`");
      case RuntimeException e -> String.valueOf(e.getMessage());
    };
  }

  /// Without what only developers of the parser understand.
  private static String brief(String message) {
    return message.split(";|\n| \\(| \\[", 2)[0];
  }

  /// Where in the entry: `plan.loss`.
  private static String path(JacksonException e) {
    return e.getPath().stream().map(Reference::getPropertyName).filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
