package dev.restorebot.bot.slack.door;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One message of Slack's on a socket.
sealed interface Frame {
  /// The socket is ready: deliveries come.
  record Hello() implements Frame {}

  /// The socket will be closed soon, or should not be there.
  ///
  /// @param reason `warning`, `refresh_requested`, `link_disabled`, `too_many_websockets`, or one that is not known yet
  record Disconnect(String reason) implements Frame {}

  /// Something that a person did, or that happened; it is acknowledged by its envelope's id.
  ///
  /// @param answerable whether the acknowledgement may say something
  record Delivery(String envelope, boolean answerable, String text) implements Frame {}

  /// Reads `text`; empty if that is none of these.
  static Optional<Frame> parse(JsonMapper mapper, String text) {
    try {
      var json = mapper.readTree(text);
      return switch (word(json, "type")) {
        case "hello" -> Optional.of(new Hello());
        case "disconnect" -> Optional.of(new Disconnect(word(json, "reason")));
        default -> delivery(json, text);
      };
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Frame> delivery(JsonNode json, String text) {
    var envelope = word(json, "envelope_id");
    return envelope.isEmpty()
        ? Optional.empty()
        : Optional.of(new Delivery(envelope, json.path("accepts_response_payload").asBoolean(true), text));
  }

  private static String word(JsonNode json, String name) {
    return json.path(name).asString("");
  }
}
