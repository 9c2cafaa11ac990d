package dev.restorebot.bot.sandbox;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One message of an event stream of atproto: a header that says what it is, and a body (source: the specification of event
/// streams).
record EventFrame(SequencedMap<String, @Nullable Object> header, SequencedMap<String, @Nullable Object> body) {
  private static final long EVENT = 1;
  private static final long ERROR = -1;

  /// An event.
  ///
  /// @param type `#commit` and the like
  static EventFrame event(String type, SequencedMap<String, @Nullable Object> body) {
    return new EventFrame(Cbor.map("op", EVENT, "t", type), body);
  }

  /// Why nothing more is told.
  static EventFrame error(String error, String message) {
    return new EventFrame(Cbor.map("op", ERROR), Cbor.map("error", error, "message", message));
  }

  /// The frame of those bytes.
  ///
  /// @throws RuntimeException if they are none
  static EventFrame read(byte[] bytes) {
    var maps = Cbor.read(bytes);
    return new EventFrame(maps.getFirst(), maps.getLast());
  }

  byte[] bytes() {
    return Cbor.write(header, body);
  }

  /// True if it tells of an event of that type.
  boolean is(String type) {
    return type.equals(header.get("t"));
  }

  boolean isError() {
    return Long.valueOf(ERROR).equals(header.get("op"));
  }

  /// A field of the body as text; empty if there is none.
  String text(String field) {
    var value = body.get(field);
    return value == null ? "" : value.toString();
  }
}
